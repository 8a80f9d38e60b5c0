using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Features;
using Speech.Sdk.Tests.Features;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>A small trained recogniser of digits: what its graphs say in each precision.</summary>
public sealed class DigitsTests
{
    private const string Model = "models/w2v-bert-digits";
    private static readonly SeamlessFeatures Features = new(new SeamlessFeatureOptions());
    private static readonly Dictionary<int, string> Symbols = Shared.IsPresent
        ? Shared.Json($"{Model}/vocab.json").AsObject().ToDictionary(entry => (int)entry.Value!, entry => entry.Key)
        : [];

    [Test]
    public void Fp32_Golden_EqualsReference()
    {
        GoldenTensors golden = Shared.Tensors($"{Model}/samples/golden.safetensors");
        using var model = new ExportedEncoder(Shared.Path(Model), "ctc");
        float[] features = golden.Floats("input_features");
        int rows = features.Length / GoldenCase.Features;
        float[] expected = golden.Floats("logits");
        int own = rows - 1; // The last is the masked half row.
        Close.AssertEqual(model.Run(features[..(own * GoldenCase.Features)]), expected.AsSpan(0, own * (expected.Length / rows)), 1e-4, "logits");
    }

    [Test]
    public void Fp32_SampleClips_SayWhatTheReferenceSays()
    {
        using var model = new ExportedEncoder(Shared.Path(Model), "ctc");
        foreach (JsonNode? clip in Shared.Json($"{Model}/samples/expected.json")["clips"]!.AsArray())
            Assert.That(Transcribe(model, Samples(Model, clip!)), Is.EqualTo((string)clip!["text"]!), (string)clip["audio"]!);
    }

    // Clips of both digit models, each from four beginnings, so that there are words enough to measure by.
    [TestCase("fp16")]
    [TestCase("int8")]
    public void Precision_WordErrorRate_StaysWithinAPointOfFp32(string name)
    {
        ExportOptions options = name == "fp16" ? ExportOptions.Fp16 : ExportOptions.Int8;
        using var exact = new ExportedEncoder(Shared.Path(Model), "ctc");
        using var model = new ExportedEncoder(Shared.Path(Model), "ctc", options);
        List<string> references = [], expected = [], actual = [];
        foreach (string folder in (string[])[Model, "models/xls-r-digits"])
        {
            foreach (JsonNode? clip in Shared.Json($"{folder}/samples/expected.json")["clips"]!.AsArray())
            {
                float[] samples = Samples(folder, clip!);
                foreach (int skipped in (int[])[0, 37, 80, 119])
                {
                    references.Add((string)clip!["reference"]!);
                    expected.Add(Transcribe(exact, samples[skipped..]));
                    actual.Add(Transcribe(model, samples[skipped..]));
                }
            }
        }

        double Rate(List<string> texts) => SpokenWords.ErrorRate(string.Join(' ', texts), string.Join(' ', references));
        TestContext.Out.WriteLine($"fp32 {Rate(expected):p2}, {name} {Rate(actual):p2}; {exact.Bytes:n0} and {model.Bytes:n0} bytes");
        Assert.That(Rate(actual), Is.LessThanOrEqualTo(Rate(expected) + 0.01));
    }

    private static float[] Samples(string folder, JsonNode clip)
    {
        using AudioReader reader = AudioSource.FromFile(Shared.Path($"{folder}/samples/{clip["audio"]}")).Open(Features.SampleRate);
        float[] samples = new float[(int)clip["samples"]!];
        Assert.That(reader.Read(samples), Is.EqualTo(samples.Length));
        return samples;
    }

    private static string Transcribe(ExportedEncoder model, float[] samples)
    {
        IEnumerable<int> best = model.Run(Features.Rows(samples)).Chunk(Symbols.Count).Select(scores => scores.AsSpan().IndexOf(scores.Max()));
        int previous = 0;
        List<string> letters = [];
        foreach (int symbol in best)
        {
            if (symbol != previous && symbol > 3)
                letters.Add(Symbols[symbol] == "|" ? " " : Symbols[symbol]);
            previous = symbol;
        }

        return string.Concat(letters).Trim();
    }
}

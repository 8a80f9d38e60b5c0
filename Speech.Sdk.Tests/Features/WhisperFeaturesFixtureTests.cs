using System.Security.Cryptography;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

/// <summary>Log-mel spectrograms against transformers' and openai-whisper's.</summary>
public sealed class WhisperFeaturesFixtureTests
{
    private const string Folder = "fixtures/whisper/features";
    private static readonly Lazy<float[]> Clip = new(() => FixtureSpeech.Read("speech/en_librispeech/1089-134686-0000.flac"));

    [Test]
    public void Compute_EveryCase_MatchesTransformers()
    {
        JsonNode json = Shared.Json($"{Folder}/features.json");
        GoldenTensors tensors = Shared.Tensors($"{Folder}/features.safetensors");
        double worst = 0;
        foreach (JsonNode? node in json["cases"]!.AsArray())
        {
            JsonNode @case = node!;
            string[] inputs = @case["input"] is JsonArray batch ? [.. batch.GetValues<string>()] : [(string)@case["input"]!];
            int[] shape = [.. @case["shape"]!.AsArray().GetValues<int>()];
            int[] frames = [.. @case["slice"]!["frames"]!.AsArray().GetValues<int>()];
            string tensor = (string)@case["slice"]!["tensor"]!;
            float[] expected = tensors.Floats(tensor);
            WhisperFeatures features = new(new WhisperFeatureOptions { Mels = shape[1], NormalizeWaveform = @case["arguments"]!["do_normalize"] is not null });
            for (int item = 0; item < inputs.Length; item++)
            {
                float[] samples = Input(inputs[item], json);
                float[] actual = Compute(features, samples, Length(samples, shape[2], @case["arguments"]!));
                Assert.That(actual, Has.Length.EqualTo(shape[1] * shape[2]), tensor);
                for (int mel = 0; mel < shape[1]; mel++)
                {
                    for (int i = 0; i < frames.Length; i++)
                    {
                        float wanted = expected[(item * shape[1] + mel) * frames.Length + i], got = actual[mel * shape[2] + frames[i]];
                        Assert.That(got, Is.EqualTo(wanted).Within(1e-4f), $"{tensor}, {inputs[item]}, mel {mel}, frame {frames[i]}");
                        worst = Math.Max(worst, Math.Abs(wanted - got));
                    }
                }

                if (inputs.Length == 1)
                    Assert.That(new[] { actual.Min(), actual.Max(), actual.Average(x => (double)x) }, Is.EqualTo(Summary(@case)).Within(1e-4), tensor);
            }
        }

        TestContext.Out.WriteLine($"worst difference {worst:E2}");
    }

    [TestCase(80, "mel80_5s", 1)]
    [TestCase(80, "mel80_5s_openai_every10", 10)]
    [TestCase(80, "mel80_5s_numpy_every10", 10)]
    [TestCase(128, "mel128_5s_every10", 10)]
    public void Compute_FiveSeconds_MatchesEveryImplementation(int mels, string tensor, int step)
    {
        float[] expected = Shared.Tensors($"{Folder}/features.safetensors").Floats(tensor);
        WhisperFeatures features = new(new WhisperFeatureOptions { Mels = mels });

        float[] actual = Compute(features, Clip.Value[..80_000], features.WindowSamples);

        float[] sampled = [.. Enumerable.Range(0, expected.Length).Select(i => actual[i / (500 / step) * 3000 + i % (500 / step) * step])];
        Assert.That(sampled, Is.EqualTo(expected).Within(1e-4f));
        TestContext.Out.WriteLine($"worst difference {sampled.Zip(expected, (a, b) => Math.Abs(a - b)).Max():E2}");
    }

    [TestCase("en_ls_0001")]
    [TestCase("de_fleurs_003")]
    public void Compute_Clip_MatchesTransformers(string clip)
    {
        float[] expected = Shared.Tensors("fixtures/whisper/base/tensors.safetensors").Floats($"{clip}.mel_first_100_frames");
        WhisperFeatures features = new(WhisperFeatureOptions.Load(Shared.Path("models/whisper-base/preprocessor_config.json")));

        float[] actual = Compute(features, FixtureSpeech.Read($"fixtures/whisper/audio/{clip}.flac"), features.WindowSamples);

        float[] sampled = [.. Enumerable.Range(0, expected.Length).Select(i => actual[i / 100 * 3000 + i % 100])];
        Assert.That(sampled, Is.EqualTo(expected).Within(1e-4f));
        TestContext.Out.WriteLine($"worst difference {sampled.Zip(expected, (a, b) => Math.Abs(a - b)).Max():E2}");
    }

    /// <summary>openai-whisper takes the whole recording with 30 s of zeros after it; its 30 s clip then differs in one frame only.</summary>
    [Test]
    public void Compute_WholeRecordingAndZeros_DiffersFromItsWindowAsOpenAiDoes()
    {
        float[] clip = Input("30s", Shared.Json($"{Folder}/features.json"));
        WhisperFeatures features = new(new WhisperFeatureOptions());
        float[] window = Compute(features, clip, features.WindowSamples);

        float[] whole = Compute(features, clip, clip.Length + features.WindowSamples);

        var differing = Enumerable.Range(0, window.Length)
            .Select(i => (Frame: i % 3000, Difference: Math.Abs(window[i] - whole[i / 3000 * 6000 + i % 3000])))
            .Where(value => value.Difference > 1e-4).ToArray();
        Assert.That(differing.Select(value => value.Frame).Distinct(), Is.EqualTo([2999]));
        Assert.That(differing.Max(value => value.Difference), Is.EqualTo(0.01881086826324463f).Within(1e-4f));
    }

    private static float[] Input(string name, JsonNode json)
    {
        float[] samples = name switch
        {
            "0.3s" => Clip.Value[16_000..20_800],
            "5s" => Clip.Value[..80_000],
            "odd_12345" => Clip.Value[..12_345],
            "30s" => Repeated(480_000),
            "35s" => Repeated(560_000),
            "silence_2s" => new float[32_000],
            "impulse_1s" => [.. Enumerable.Range(0, 16_000).Select(n => n == 8000 ? 1f : 0)],
            "tone_440_1s" => Tone.Samples(),
            _ => throw new NotSupportedException(name),
        };
        if (name != "tone_440_1s") // a sine's last bit is the math library's
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(samples)));
            Assert.That(hash, Is.EqualTo((string)json["inputs"]![name]!["sha256_f32"]!), name);
        }

        return samples;
    }

    private static float[] Repeated(int length) => [.. Enumerable.Range(0, length).Select(n => Clip.Value[n % Clip.Value.Length])];

    // transformers pads to 30 s unless told otherwise; "longest" of a single clip pads nothing, and the rest of a hop counts.
    private static int Length(float[] samples, int frames, JsonNode arguments) =>
        arguments["padding"] is not null && samples.Length / 160 == frames ? samples.Length : frames * 160;

    private static double[] Summary(JsonNode @case) => [(double)@case["min"]!, (double)@case["max"]!, (double)@case["mean"]!];

    private static float[] Compute(WhisperFeatures features, float[] samples, int length)
    {
        float[] destination = new float[features.Mels * features.Frames(length)];
        features.Compute(samples, length, destination);
        return destination;
    }
}

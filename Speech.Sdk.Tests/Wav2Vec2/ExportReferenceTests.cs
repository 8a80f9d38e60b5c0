using Speech.Sdk.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>The exported graphs against transformers, for every structure and head.</summary>
public sealed class ExportReferenceTests
{
    [TestCase("wav2vec2-xlsr", "wav2vec2-xlsr", "ctc")]
    [TestCase("wav2vec2-xlsr-oldnames", "wav2vec2-xlsr", "ctc")]
    [TestCase("wav2vec2-xlsr-bin", "wav2vec2-xlsr", "ctc")]
    [TestCase("wav2vec2-groupnorm", "wav2vec2-groupnorm", "ctc")]
    [TestCase("wav2vec2-adapter", "wav2vec2-adapter", "ctc")]
    [TestCase("wav2vec2-seqcls", "wav2vec2-seqcls", "classifier")]
    [TestCase("wav2vec2-seqcls-weighted", "wav2vec2-seqcls-weighted", "classifier")]
    [TestCase("wav2vec2-framecls", "wav2vec2-framecls", "frame-classifier")]
    [TestCase("wav2vec2-xvector", "wav2vec2-xvector", "embedder")]
    public void Run_ClipAlone_EqualsTheReference(string checkpoint, string golden, string role)
    {
        var reference = new ReferenceCase(golden);
        using var model = new ExportedSpeechModel(ReferenceCase.Checkpoint(checkpoint));
        Assert.That(model.Role, Is.EqualTo(role));
        foreach (string output in role == "embedder" ? (string[])["embeddings", "logits"] : ["logits"])
        {
            for (int clip = 0; clip < reference.Clips.Count; clip++)
                Report(checkpoint, output, clip, ReferenceCase.Compare(model.Run(reference.Clips[clip], output).Values, reference.Alone(clip, output), $"{output} of clip {clip}"));
        }
    }

    [TestCase("wav2vec2-xlsr")]
    [TestCase("wav2vec2-adapter")]
    [TestCase("wav2vec2-seqcls-weighted")]
    [TestCase("wav2vec2-framecls")]
    [TestCase("wav2vec2-xvector")]
    public void Run_PaddedBatch_EveryClipAsIfItWereAlone(string name)
    {
        var reference = new ReferenceCase(name);
        using var model = new ExportedSpeechModel(ReferenceCase.Checkpoint(name));
        foreach (string output in model.Role == "embedder" ? (string[])["embeddings", "logits"] : ["logits"])
        {
            ExportedSpeechModel.Output batch = model.RunPadded(reference.Clips, output);
            for (int clip = 0; clip < reference.Clips.Count; clip++)
                Report(name, output, clip, ReferenceCase.Compare(batch.Row(clip, reference.Frames[clip]), reference.Alone(clip, output), $"{output} of clip {clip}"));
        }
    }

    [TestCase("eng", 32)]
    [TestCase("fra", 46)]
    public void Run_Language_TheSameGraphWithItsAdapterAndSymbols(string language, int symbols)
    {
        var reference = new ReferenceCase("wav2vec2-mms", language);
        using var model = new ExportedSpeechModel(ReferenceCase.Checkpoint("wav2vec2-mms"));
        model.Language = new GoldenTensors(Path.Combine(model.Folder, $"adapter.{language}.safetensors"));
        ExportedSpeechModel.Output batch = model.RunPadded(reference.Clips);
        Assert.That(batch.Shape[2], Is.EqualTo(symbols));
        for (int clip = 0; clip < reference.Clips.Count; clip++)
        {
            Report(language, "alone", clip, ReferenceCase.Compare(model.Run(reference.Clips[clip]).Values, reference.Alone(clip), $"clip {clip} alone"));
            Report(language, "padded", clip, ReferenceCase.Compare(batch.Row(clip, reference.Frames[clip]), reference.Alone(clip), $"clip {clip} in a batch"));
        }
    }

    /// <summary>That no structure goes wrong. Random weights and whitened heads exaggerate rounding; what trained ones lose, the digits say.</summary>
    [Test]
    public void Run_SmallerPrecision_NearTheReference(
        [Values("wav2vec2-xlsr", "wav2vec2-groupnorm", "wav2vec2-adapter", "wav2vec2-mms", "wav2vec2-seqcls-weighted", "wav2vec2-framecls", "wav2vec2-xvector")] string name,
        [Values("fp16", "int8")] string precision)
    {
        string? language = name == "wav2vec2-mms" ? "fra" : null;
        var reference = new ReferenceCase(name, language);
        using var model = new ExportedSpeechModel(ReferenceCase.Checkpoint(name), precision == "fp16" ? ExportOptions.Fp16 : ExportOptions.Int8);
        model.Language = language is null ? null : new GoldenTensors(Path.Combine(model.Folder, $"adapter.{language}.safetensors"));
        float[] expected = reference.Alone(0);
        double alone = RelativeError(model.Run(reference.Clips[0]).Values, expected);
        double padded = model.IsPaddable ? RelativeError(model.RunPadded(reference.Clips).Row(0, reference.Frames[0]), expected) : alone;
        TestContext.Out.WriteLine($"{name} {precision}: relative error {alone:p2} alone, {padded:p2} in a batch");
        Assert.That(Math.Max(alone, padded), Is.LessThan(precision == "fp16" ? 0.03 : 0.5));
    }

    [TestCase("wav2vec2-groupnorm")]
    [TestCase("wav2vec2-seqcls")]
    public void Export_NormalisedOverTime_NoPaddedGraph(string name)
    {
        using var model = new ExportedSpeechModel(ReferenceCase.Checkpoint(name));
        Assert.That(model.IsPaddable, Is.False);
    }

    private static double RelativeError(float[] actual, float[] expected) =>
        Math.Sqrt(actual.Zip(expected, (x, y) => (double)(x - y) * (x - y)).Sum() / expected.Sum(y => (double)y * y));

    private static void Report(string name, string output, int clip, double worst) =>
        TestContext.Out.WriteLine($"{name} {output} clip {clip}: largest difference {worst:g3}");
}

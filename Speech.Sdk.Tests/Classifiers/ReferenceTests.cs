using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Classifiers;

/// <summary>Classifiers from checkpoint to probabilities against transformers' WhisperForAudioClassification.</summary>
public sealed class ReferenceTests
{
    private const double LogitTolerance = 1e-4;

    [TestCase("tiny-random-classification", "fp32", LogitTolerance)]
    [TestCase("tiny-random-classification-weighted", "fp32", LogitTolerance)]
    [TestCase("tiny-random-classification", "fp16", 0.005)]
    [TestCase("tiny-random-classification-weighted", "fp16", 0.02)]
    [TestCase("tiny-random-classification", "int8", 0.1, Description = "scores go from -5 to 2")]
    [TestCase("tiny-random-classification-weighted", "int8", 0.25, Description = "scores go from -12 to 15")]
    public async Task Classify_Fixture_EqualsTransformers(string name, string precision, double tolerance)
    {
        string checkpoint = Shared.Path($"fixtures/whisper/{name}");
        JsonNode golden = Shared.Json($"fixtures/whisper/{name}/golden.json");
        float[] expected = Shared.Tensors($"fixtures/whisper/{name}/golden.safetensors").Floats("logits");
        using var work = new WorkFolder();
        CheckpointExporter.Export(checkpoint, work.Combine("out"), ExportOptions.For(Enum.Parse<ExportPrecision>(precision, ignoreCase: true)));
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(work.Combine("out"), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu });

        string[] clips = [.. golden["audio"]!.AsArray().Select(clip => (string)clip!)];
        IReadOnlyList<Classification> results = await classifier.ClassifyBatchAsync(
            [.. clips.Select(clip => AudioSource.FromFile(Shared.Path($"fixtures/whisper/audio/{clip}.flac")))]);

        double worst = 0;
        foreach ((Classification result, int index) in results.Select((result, index) => (result, index)))
        {
            // Softmax takes a constant away: compare distances from the mean.
            double[] logits = [.. classifier.Info.Labels.Select(label => Math.Log(result.Labels.Single(found => found.Label == label).Probability))];
            float[] reference = expected[(index * logits.Length)..((index + 1) * logits.Length)];
            worst = Math.Max(worst, logits.Zip(reference, (actual, wanted) => Math.Abs(actual - logits.Average() - (wanted - TensorPrimitives.Average<float>(reference)))).Max());
            Assert.That(result.Labels[0].Label, Is.EqualTo((string)golden["predicted"]![index]!));
            Assert.That(result.Labels.Sum(label => label.Probability), Is.EqualTo(1).Within(1e-6));
            Assert.That(result.Spans, Is.Empty);
        }

        TestContext.Out.WriteLine($"largest difference of a logit {worst:g3}");
        Assert.That(worst, Is.LessThan(tolerance));
        Assert.That(classifier.Info.Labels, Is.EqualTo(new[] { "en", "de", "fr", "es", "ja" }));
        Assert.That(classifier.Info.Precision, Is.EqualTo(precision));
    }
}

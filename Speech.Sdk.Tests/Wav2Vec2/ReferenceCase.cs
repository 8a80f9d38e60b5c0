using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>A tiny checkpoint with transformers' outputs for some clips, each alone.</summary>
internal sealed class ReferenceCase
{
    private const string Root = "fixtures/ctc/";
    private readonly JsonNode _json;
    private readonly GoldenTensors _tensors;
    private readonly string _prefix;

    /// <param name="golden">The folder with the outputs.</param>
    /// <param name="language">A language of a model that has many.</param>
    public ReferenceCase(string golden, string? language = null)
    {
        _json = Shared.Json($"{Root}{golden}/golden.json");
        _tensors = Shared.Tensors($"{Root}{golden}/golden.safetensors");
        _prefix = language is null ? "" : language + "_";
        GoldenTensors audio = Shared.Tensors(Root + "audio.safetensors");
        Clips = [.. _json["audio"]!.AsArray().Select(clip => Normalize(audio.Floats(((string)clip!).Split(':')[1])))];
        Frames = _json["valid_frames"].Ints();
    }

    /// <summary>The clips as the model takes them: normalised.</summary>
    public IReadOnlyList<float[]> Clips { get; }

    /// <summary>Each clip's frames in the output.</summary>
    public int[] Frames { get; }

    /// <summary>Tighter than the reference outputs ask for, which is what their own rounding explains.</summary>
    public const double Tolerance = 1e-4;

    public float[] Alone(int clip, string output = "logits") => _tensors.Floats($"{_prefix}alone{clip}_{output}");

    public static string Checkpoint(string name) => Shared.Path(Root + name);

    /// <summary>Fails unless every value is right; returns the largest difference.</summary>
    public static double Compare(float[] actual, float[] expected, string what)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length), what);
        double worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double difference = Math.Abs(actual[i] - expected[i]);
            Assert.That(difference, Is.LessThanOrEqualTo(Tolerance), $"{what}, value {i} of {actual.Length}: {actual[i]}, expected {expected[i]}");
            worst = Math.Max(worst, difference);
        }

        return worst;
    }

    /// <summary>Mean 0 and variance 1, as Wav2Vec2FeatureExtractor makes them.</summary>
    public static float[] Normalize(float[] clip)
    {
        double mean = clip.Average(sample => (double)sample);
        double deviation = Math.Sqrt(clip.Average(sample => (sample - mean) * (sample - mean)) + 1e-7);
        return [.. clip.Select(sample => (float)((sample - mean) / deviation))];
    }
}

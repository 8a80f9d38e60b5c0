using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>A checkpoint with the reference's outputs, each clip alone and all in a padded batch.</summary>
internal sealed class GoldenCase
{
    public const int Features = 160;
    private const string Fixtures = "fixtures/ctc";
    private readonly GoldenTensors _inputs = Shared.Tensors($"{Fixtures}/w2vbert-relative-key/golden.safetensors");
    private readonly int[] _audio;

    public GoldenCase(string name)
    {
        Folder = Shared.Path($"{Fixtures}/w2vbert-{name}");
        Tensors = Shared.Tensors($"{Fixtures}/w2vbert-{name}/golden.safetensors");
        JsonNode golden = Shared.Json($"{Fixtures}/w2vbert-{name}/golden.json");
        _audio = [.. golden["audio"]!.AsArray().Select(audio => ((string)audio!)[^1] - '0')];
        Rows = golden["valid_rows"].Ints();
        Ends = golden["rows_alone"].Ints();
        Frames = golden["valid_logit_frames"].Ints();
    }

    public string Folder { get; }

    public GoldenTensors Tensors { get; }

    /// <summary>Each clip's own rows; an odd number of frames of 10 ms leaves half a row, which is masked in the reference.</summary>
    public int[] Rows { get; }

    /// <summary>Each clip's rows with the half row.</summary>
    public int[] Ends { get; }

    /// <summary>Frames of logits that the reference counts as each clip's own.</summary>
    public int[] Frames { get; }

    public int Clips => Rows.Length;

    /// <summary>A clip's own rows, flat.</summary>
    public float[] Input(int clip) => _inputs.Floats($"alone{_audio[clip]}_input_features")[..(Rows[clip] * Features)];

    /// <summary>Clips in a batch, with padding behind them that must not matter.</summary>
    public PaddedBatch Batch(params int[] clips)
    {
        int rows = clips.Max(clip => Ends[clip]);
        return new PaddedBatch(
            [.. clips.SelectMany(clip => Input(clip).Concat(Enumerable.Repeat(7f, (rows - Rows[clip]) * Features)))],
            [.. clips.Select(clip => (long)Rows[clip])], [.. clips.Select(clip => (long)Ends[clip])]);
    }

    /// <summary>The reference's logits of a clip alone, masked frames left out.</summary>
    public float[] Logits(int clip)
    {
        int[] shape = Tensors.Shape($"alone{clip}_logits");
        float[] logits = Tensors.Floats($"alone{clip}_logits");
        return shape.Length == 3 ? logits[..(Frames[clip] * shape[2])] : logits;
    }

    /// <summary>Clips of different lengths, as the padded graph takes them.</summary>
    internal sealed record PaddedBatch(float[] Features, long[] Lengths, long[] Ends);
}

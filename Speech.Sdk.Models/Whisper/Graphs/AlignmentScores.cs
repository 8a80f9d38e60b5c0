using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>What the alignment graph says of one window and a finished text. The caller disposes it.</summary>
internal sealed class AlignmentScores : IDisposable
{
    private readonly IDisposable _owner;
    private readonly OrtValue _attention;
    private readonly OrtValue _logits;

    /// <param name="owner">Of both tensors; disposed with this.</param>
    /// <param name="attention">[1, heads, tokens, positions].</param>
    /// <param name="logits">[1, tokens, vocabulary].</param>
    public AlignmentScores(IDisposable owner, OrtValue attention, OrtValue logits)
    {
        _owner = owner;
        _attention = attention;
        _logits = logits;
        long[] shape = attention.GetTensorTypeAndShape().Shape;
        (Heads, Tokens, Positions) = ((int)shape[1], (int)shape[2], (int)shape[3]);
    }

    /// <summary>The heads whose cross-attention follows the audio.</summary>
    public int Heads { get; }

    public int Tokens { get; }

    /// <summary>The encoder's positions, 20 ms each.</summary>
    public int Positions { get; }

    /// <summary>[heads, tokens, positions]: the scaled scores of the cross-attention before the softmax. The caller may overwrite them.</summary>
    public Span<float> Attention => _attention.GetTensorMutableDataAsSpan<float>();

    /// <summary>[tokens, vocabulary]: the scores of what follows each token.</summary>
    public ReadOnlySpan<float> Logits => _logits.GetTensorDataAsSpan<float>();

    /// <summary>The positions that some mel frames reach. A window of a single frame has none of its own; the first stands for it.</summary>
    public int PositionsOf(int frames) => Math.Clamp(frames / 2, 1, Positions);

    public void Dispose() => _owner.Dispose();
}

using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>A graph with the memory and the LSTM state of one recording or stream.</summary>
internal interface ISileroRun : IDisposable
{
    /// <summary>Samples before a window that its row begins with.</summary>
    const int ContextLength = 64;

    const int RowLength = ContextLength + SileroVad.WindowLength;

    /// <summary>The LSTM's h and c, 128 each.</summary>
    const int StateLength = 2 * 128;

    /// <summary>Windows that one call may hold.</summary>
    int Capacity { get; }

    /// <summary>[Capacity, 576]: the caller writes the windows here.</summary>
    Span<float> Rows { get; }

    /// <summary>Probabilities of the first rows, valid until the next call; carries the state over.</summary>
    ReadOnlySpan<float> Run(InferenceCall call, int windows);
}

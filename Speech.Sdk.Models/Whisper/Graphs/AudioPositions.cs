using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>How many positions the encoder left of each window of a batch, by slot, and what the decoder is told of them.</summary>
internal sealed class AudioPositions : IDisposable
{
    /// <summary>The decoder's input, where windows of a run may differ in length.</summary>
    public const string Name = "audio_positions";

    private readonly int[] _own;
    private readonly TensorBuffer _told;

    /// <param name="slots">Windows that there is room for.</param>
    /// <param name="positions">Of each, until it is encoded.</param>
    public AudioPositions(int slots, int positions)
    {
        _own = new int[slots];
        _own.AsSpan().Fill(positions);
        _told = new TensorBuffer(TensorElementType.Int32, slots);
    }

    /// <summary>A slot's positions.</summary>
    public ref int this[int slot] => ref _own[slot];

    /// <summary>Where the decoder reads them; only for telling one from another.</summary>
    public nint Address => _told.Address;

    /// <summary>Tells a run of adjacent slots. Companions, the last of them, hear a single position: nobody reads what they say.</summary>
    public void Bind(OrtIoBinding binding, ViewSet views, int firstSlot, int windows, int companions)
    {
        Span<int> told = _told.Span<int>().Slice(firstSlot, windows);
        _own.AsSpan(firstSlot, windows).CopyTo(told);
        told[^companions..].Fill(1);
        views.Input(binding, Name, _told.View([windows], firstSlot));
    }

    public void Dispose() => _told.Dispose();
}

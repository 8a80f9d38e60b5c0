using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>A <see cref="CrossTensor"/> of all windows of a batch, a slot each, as long as the longest window that there is room for.</summary>
/// <remarks>
/// The decoder reads slots of one size, [slots, heads, positions, head width]. The encoder writes a window as dense as it is: one that fills its slot in place, a shorter one
/// at the slot's end, from where it is spread out head by head; a device, which copies in no order, has it written beside the slots. Memory that nobody writes, that of an
/// odd row's companion, is hardly ever touched.
/// </remarks>
internal sealed class CrossBuffer : IDisposable
{
    private readonly int _positions;
    private readonly long _elements;
    private readonly TensorMemory _memory;
    private readonly TensorBuffer _buffer;
    private TensorBuffer? _beside;

    /// <param name="tensor">What is kept of every window.</param>
    /// <param name="slots">Windows that there is room for.</param>
    /// <param name="positions">Positions of the longest.</param>
    /// <param name="memory">Where the decoder reads it.</param>
    public CrossBuffer(CrossTensor tensor, int slots, int positions, TensorMemory memory)
    {
        (Tensor, _positions, _memory) = (tensor, positions, memory);
        _elements = tensor.Elements(positions);
        _buffer = new TensorBuffer(tensor.ElementType, slots * _elements, memory);
    }

    public CrossTensor Tensor { get; }

    /// <summary>Bytes of a slot.</summary>
    public long SlotBytes => _elements * _buffer.ElementSize;

    /// <summary>Where it lies; only for telling one from another.</summary>
    public nint Address => _buffer.Address;

    /// <summary>Adjacent slots as the decoder reads them.</summary>
    public OrtValue Batch(int firstSlot, int windows) => _buffer.View(Tensor.ShapeFor(windows, _positions), firstSlot * _elements);

    /// <summary>Where the encoder writes a window of so many positions.</summary>
    public OrtValue Written(int slot, int positions) => _memory.IsHost
        ? _buffer.View(Tensor.ShapeFor(1, positions), ((slot + 1) * _elements) - Tensor.Elements(positions))
        : Dense(slot, positions);

    /// <summary>Spreads what was written out over its slot.</summary>
    public void Spread(int slot, int positions)
    {
        if (FillsSlot(positions))
            return;
        (long dense, long spread, int heads) = Blocks(positions);
        // In their order each head moves towards the front, over nothing that is still to be moved.
        if (_memory.IsHost)
            _buffer.CopyTo(((slot + 1) * SlotBytes) - (heads * dense), dense, _buffer, slot * SlotBytes, spread, dense, heads);
        else
            Beside().CopyTo(0, dense, _buffer, slot * SlotBytes, spread, dense, heads);
    }

    /// <summary>A slot's window of so many positions, as dense as it was written.</summary>
    public OrtValue Gathered(int slot, int positions)
    {
        if (!FillsSlot(positions))
        {
            (long dense, long spread, int heads) = Blocks(positions);
            _buffer.CopyTo(slot * SlotBytes, spread, Beside(), 0, dense, dense, heads);
        }

        return Dense(slot, positions);
    }

    /// <summary>Swaps what two slots hold.</summary>
    /// <param name="first">One of them.</param>
    /// <param name="second">The other.</param>
    /// <param name="positions">Those of the longer one; memory behind them is left untouched.</param>
    /// <param name="held">Room for a slot, in the same memory.</param>
    public void Swap(int first, int second, int positions, TensorBuffer held)
    {
        (long dense, long spread, int blocks) = Blocks(positions);
        _buffer.CopyTo(first * SlotBytes, spread, held, 0, dense, dense, blocks);
        _buffer.CopyTo(second * SlotBytes, spread, _buffer, first * SlotBytes, spread, dense, blocks);
        held.CopyTo(0, dense, _buffer, second * SlotBytes, spread, dense, blocks);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _beside?.Dispose();
    }

    private OrtValue Dense(int slot, int positions) => FillsSlot(positions) ? Batch(slot, 1) : Beside().View(Tensor.ShapeFor(1, positions));

    private bool FillsSlot(int positions) => Tensor.Elements(positions) == _elements;

    private TensorBuffer Beside() => _beside ??= new TensorBuffer(Tensor.ElementType, _elements, _memory);

    /// <summary>Bytes that a head's positions have in a window of so many and in a slot, and the number of heads.</summary>
    private (long Dense, long Spread, int Heads) Blocks(int positions)
    {
        int heads = Tensor.Shape[0];
        return (Tensor.Elements(positions) / heads * _buffer.ElementSize, _elements / heads * _buffer.ElementSize, heads);
    }
}

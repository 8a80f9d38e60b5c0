using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.KyutaiStt.TextModel;

/// <summary>
/// Every row's keys and values of the last steps, [rows, heads, window, head width] a layer. A step's attention wants what it sees in the
/// first places and writes its own behind them. So the last place of a full window is the newest step's, and the others are a ring: once
/// the step is done its key moves to where the oldest lies, which nobody will see again. Where in the window a key lies does not
/// matter, since it has been turned to its position.
/// </summary>
internal sealed class AttentionWindow : IDisposable
{
    private readonly TensorMemory _memory;
    private readonly TensorBuffer[] _buffers;
    private readonly TensorElementType _type;
    private readonly int _heads;
    private readonly int _window;
    private readonly int _headBytes;
    private readonly int _headWidth;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    public AttentionWindow(OrtSession graph, int rows)
    {
        int layers = 0;
        while (graph.HasInput($"keys_{layers}"))
            layers++;
        int[] shape = graph.InputShape("keys_0");
        (_heads, _window, _headWidth) = (shape[1], shape[2], shape[3]);
        _type = graph.InputType("keys_0");
        _memory = graph.Memory;
        _inputs = [.. Enumerable.Range(0, layers).SelectMany(layer => (string[])[$"keys_{layer}", $"values_{layer}"])];
        _outputs = [.. _inputs.Select(InPlaceOutput.Of)];
        _buffers = AllOrNone.Of(_inputs.Select(_ => Allocate(rows)));
        _headBytes = _headWidth * _buffers[0].ElementSize;
    }

    /// <summary>What tells the states of one graph from those of another.</summary>
    public int[] Shape => [_inputs.Length, _heads, _window, _headBytes];

    /// <summary>Where its buffers lie.</summary>
    public IEnumerable<nint> Addresses => _buffers.Select(buffer => buffer.Address);

    private long HeadPitch => (long)_window * _headBytes;

    /// <summary>How many keys a row has kept before its step at a position; it sees all of them.</summary>
    public int Kept(long position) => (int)Math.Min(position, _window - 1);

    public void Bind(OrtIoBinding binding, ViewSet views, int first, int count)
    {
        long[] shape = [count, _heads, _window, _headWidth];
        for (int i = 0; i < _buffers.Length; i++)
        {
            OrtValue view = _buffers[i].View(shape, (long)first * _heads * _window * _headWidth);
            views.Input(binding, _inputs[i], view);
            views.Output(binding, _outputs[i], view);
        }
    }

    /// <summary>Keeps what a row's step at a position wrote behind the others.</summary>
    public void Keep(int row, long position)
    {
        int ring = _window - 1;
        if (position < ring)
            return;
        int oldest = (int)(position % ring);
        foreach (TensorBuffer buffer in _buffers)
            buffer.CopyTo(Start(row, ring), HeadPitch, buffer, Start(row, oldest), HeadPitch, _headBytes, _heads);
    }

    /// <summary>Copies the keys that a row has kept to another row.</summary>
    public void Copy(int from, int to, int kept)
    {
        foreach (TensorBuffer buffer in _buffers)
            Copy(buffer, from, buffer, to, kept);
    }

    /// <summary>Makes room for more rows and copies what each has kept; views bound before are void afterwards.</summary>
    public void Grow(int rows, ReadOnlySpan<long> positions)
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            // Layer by layer, so that no more than one is there twice. Where memory ends, layers that have grown still hold the rows that there were, where they were.
            TensorBuffer larger = Allocate(rows);
            try
            {
                for (int row = 0; row < positions.Length; row++)
                    Copy(_buffers[i], row, larger, row, Kept(positions[row]));
            }
            catch
            {
                larger.Dispose();
                throw;
            }

            _buffers[i].Dispose();
            _buffers[i] = larger;
        }
    }

    public void Save(int row, int kept, BinaryWriter target) => Through(row, kept, (buffer, offset, block) =>
    {
        buffer.Read(offset, block);
        target.Write(block);
    });

    public void Restore(int row, int kept, BinaryReader source) => Through(row, kept, (buffer, offset, block) =>
    {
        source.ReadExactly(block);
        buffer.Write(block, offset);
    });

    public void Dispose()
    {
        foreach (TensorBuffer buffer in _buffers)
            buffer.Dispose();
    }

    private void Copy(TensorBuffer from, int fromRow, TensorBuffer to, int toRow, int kept) =>
        from.CopyTo(Start(fromRow, 0), HeadPitch, to, Start(toRow, 0), HeadPitch, (long)kept * _headBytes, _heads);

    /// <summary>Hands out a place for each head's kept values, layer by layer.</summary>
    private void Through(int row, int kept, HeadMove move)
    {
        byte[] block = new byte[kept * _headBytes];
        foreach (TensorBuffer buffer in _buffers)
        {
            for (int head = 0; head < _heads; head++)
                move(buffer, Start(row, 0) + (head * HeadPitch), block);
        }
    }

    /// <summary>Where a row's first head has a place; the others' lie a head's pitch behind.</summary>
    private long Start(int row, int place) => (((long)row * _heads * _window) + place) * _headBytes;

    // The machine's own is not cleared: memory that no row has reached is not there yet, and none of it is other programs' numbers.
    private TensorBuffer Allocate(int rows)
    {
        long elements = (long)rows * _heads * _window * _headWidth;
        return _memory.IsHost ? new TensorBuffer(_type, elements, _memory) : TensorBuffer.Cleared(_type, elements, _memory);
    }

    private delegate void HeadMove(TensorBuffer buffer, long offset, Span<byte> block);
}

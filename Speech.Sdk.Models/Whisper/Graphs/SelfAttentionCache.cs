using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Keys and values of the tokens so far, [rows, heads, capacity, head size] a layer; the decoder appends to them in place.
/// Capacity grows as the text does: most windows need far fewer tokens than the model has positions for.
/// </summary>
/// <remarks>
/// One text after the other may be decoded in the same memory: it is dear to get, since the system clears every page of it.
/// </remarks>
internal sealed class SelfAttentionCache(WhisperGraphs graphs) : IDisposable
{
    private TensorBuffer[] _buffers = [];
    private TensorBuffer? _held;
    private int _rows;

    /// <summary>Tokens that a row has room for.</summary>
    public int Capacity { get; private set; }

    /// <summary>Where its buffers lie.</summary>
    public IEnumerable<nint> Addresses => _buffers.Select(buffer => buffer.Address);

    private int Heads => graphs.Config.DecoderHeads;

    private int HeadBytes => graphs.Config.HeadSize * _buffers[0].ElementSize;

    private TensorMemory Memory => graphs.Decoder.Memory;

    /// <summary>Makes room for other rows, which have no tokens yet; what was bound before is void.</summary>
    public void Begin(int rows, int promptLength)
    {
        int wanted = Math.Min(graphs.Config.TargetPositions, (promptLength + 64 + 31) / 32 * 32);
        int held = _buffers.Length > 0 ? (int)(_buffers[0].Bytes / ((long)rows * Heads * HeadBytes)) : 0;
        DropHeld();
        _rows = rows;
        if (held >= wanted)
        {
            Capacity = Math.Min(graphs.Config.TargetPositions, held);
            return;
        }

        Drop();
        _buffers = AllOrNone.Of(Enumerable.Range(0, 2 * graphs.Config.DecoderLayers).Select(_ => Allocate(wanted)));
        Capacity = wanted;
    }

    public void Bind(OrtIoBinding binding, ViewSet views, int firstRow, int rows)
    {
        long offset = (long)firstRow * Heads * Capacity * graphs.Config.HeadSize;
        long[] shape = [rows, Heads, Capacity, graphs.Config.HeadSize];
        foreach (DecoderLayerNames names in graphs.LayerNames)
        {
            OrtValue keys = _buffers[2 * names.Layer].View(shape, offset);
            OrtValue values = _buffers[(2 * names.Layer) + 1].View(shape, offset);
            views.Input(binding, names.SelfKey, keys);
            views.Output(binding, names.SelfKeyOut, keys);
            views.Input(binding, names.SelfValue, values);
            views.Output(binding, names.SelfValueOut, values);
        }
    }

    /// <summary>Makes row r what row sources[r] was, over its first tokens.</summary>
    public void Gather(ReadOnlySpan<int> sources, int tokens)
    {
        bool moves = false;
        for (int row = 0; row < sources.Length; row++)
            moves |= sources[row] != row;
        if (!moves)
            return;

        // Through a copy: a row may be the source of one and the target of another. The processor's caches hold a head's, a device takes all heads in one command.
        int heads = Memory.IsHost ? 1 : Heads;
        TensorBuffer held = Held(heads);
        long blockBytes = (long)tokens * HeadBytes;
        long pitch = (long)Capacity * HeadBytes;
        foreach (TensorBuffer buffer in _buffers)
        {
            for (int head = 0; head < Heads; head += heads)
            {
                int block = 0;
                for (int row = 0; row < sources.Length; row++)
                {
                    if (sources[row] != row)
                        buffer.CopyTo(Start(sources[row], head, Capacity), pitch, held, heads * blockBytes * block++, blockBytes, blockBytes, heads);
                }

                block = 0;
                for (int row = 0; row < sources.Length; row++)
                {
                    if (sources[row] != row)
                        held.CopyTo(heads * blockBytes * block++, blockBytes, buffer, Start(row, head, Capacity), pitch, blockBytes, heads);
                }
            }
        }
    }

    /// <summary>Makes room for at least one more token a row; views bound before are void afterwards, and so is the cache if it fails.</summary>
    public void Grow(int tokens)
    {
        // By half as much again: most texts that need more than the first room need little more, and copying is quick.
        int capacity = Math.Min(graphs.Config.TargetPositions, (Capacity + (Capacity / 2) + 15) / 16 * 16);
        // One after the other, so that no more than one of them is held twice.
        for (int index = 0; index < _buffers.Length; index++)
        {
            TensorBuffer larger = Allocate(capacity);
            // A block for each head of each row.
            _buffers[index].CopyTo(0, (long)Capacity * HeadBytes, larger, 0, (long)capacity * HeadBytes, (long)tokens * HeadBytes, _rows * Heads);
            _buffers[index].Dispose();
            _buffers[index] = larger;
        }

        Capacity = capacity;
        DropHeld();
    }

    public void Dispose()
    {
        DropHeld();
        Drop();
    }

    private void Drop()
    {
        foreach (TensorBuffer buffer in _buffers)
            buffer.Dispose();
        _buffers = [];
    }

    private void DropHeld()
    {
        _held?.Dispose();
        _held = null;
    }

    private long Start(int row, int head, int capacity) => (((long)row * Heads) + head) * capacity * HeadBytes;

    /// <summary>Room for some heads of all rows; its size does not follow the text's length, so it is made once for a capacity.</summary>
    private TensorBuffer Held(int heads) =>
        _held ??= new TensorBuffer(graphs.CacheType, (long)_rows * heads * Capacity * graphs.Config.HeadSize, Memory);

    // On the processor nothing reads further than a row's tokens. Elsewhere what lies beyond is masked, but a NaN there would still reach the sum as 0 * NaN.
    private TensorBuffer Allocate(int capacity)
    {
        long elements = (long)_rows * Heads * capacity * graphs.Config.HeadSize;
        return graphs.Provider == ExecutionProvider.Cpu ? new TensorBuffer(graphs.CacheType, elements, Memory) : TensorBuffer.Cleared(graphs.CacheType, elements, Memory);
    }
}

using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Keys and values of the tokens so far, [rows, heads, capacity, head size] a layer; the decoder appends to them in place.
/// Capacity grows as the text does: most windows need far fewer tokens than the model has positions for.
/// </summary>
internal sealed class SelfAttentionCache : IDisposable
{
    private readonly WhisperGraphs _graphs;
    private readonly int _rows;
    private TensorBuffer[] _buffers;
    private TensorBuffer? _held;

    public SelfAttentionCache(WhisperGraphs graphs, int rows, int promptLength)
    {
        _graphs = graphs;
        _rows = rows;
        Capacity = Math.Min(graphs.Config.TargetPositions, (promptLength + 64 + 31) / 32 * 32);
        _buffers = Allocate(Capacity);
    }

    /// <summary>Tokens that a row has room for.</summary>
    public int Capacity { get; private set; }

    /// <summary>Where its buffers lie.</summary>
    public IEnumerable<nint> Addresses => _buffers.Select(buffer => buffer.Address);

    private int Heads => _graphs.Config.DecoderHeads;

    private int HeadBytes => _graphs.Config.HeadSize * _buffers[0].ElementSize;

    public void Bind(OrtIoBinding binding, ViewSet views, int firstRow, int rows)
    {
        long offset = (long)firstRow * Heads * Capacity * _graphs.Config.HeadSize;
        long[] shape = [rows, Heads, Capacity, _graphs.Config.HeadSize];
        foreach (DecoderLayerNames names in _graphs.LayerNames)
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
        int heads = _graphs.Decoder.Memory.IsHost ? 1 : Heads;
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

    /// <summary>Makes room for at least one more token a row; views bound before are void afterwards.</summary>
    public void Grow(int tokens)
    {
        int capacity = Math.Min(_graphs.Config.TargetPositions, 2 * Capacity);
        TensorBuffer[] larger = Allocate(capacity);
        try
        {
            // A block for each head of each row.
            for (int index = 0; index < _buffers.Length; index++)
                _buffers[index].CopyTo(0, (long)Capacity * HeadBytes, larger[index], 0, (long)capacity * HeadBytes, (long)tokens * HeadBytes, _rows * Heads);
        }
        catch
        {
            foreach (TensorBuffer buffer in larger)
                buffer.Dispose();
            throw;
        }

        foreach (TensorBuffer buffer in _buffers)
            buffer.Dispose();
        _buffers = larger;
        Capacity = capacity;
        _held?.Dispose();
        _held = null;
    }

    public void Dispose()
    {
        _held?.Dispose();
        foreach (TensorBuffer buffer in _buffers)
            buffer.Dispose();
    }

    private long Start(int row, int head, int capacity) => (((long)row * Heads) + head) * capacity * HeadBytes;

    /// <summary>Room for some heads of all rows; its size does not follow the text's length, so it is made once for a capacity.</summary>
    private TensorBuffer Held(int heads) =>
        _held ??= new TensorBuffer(_graphs.CacheType, (long)_rows * heads * Capacity * _graphs.Config.HeadSize, _graphs.Decoder.Memory);

    // What lies beyond a row's tokens is masked, but a NaN there would still reach the sum as 0 * NaN.
    private TensorBuffer[] Allocate(int capacity) => AllOrNone.Of(Enumerable.Range(0, 2 * _graphs.Config.DecoderLayers).Select(_ =>
        TensorBuffer.Cleared(_graphs.CacheType, (long)_rows * Heads * capacity * _graphs.Config.HeadSize, _graphs.Decoder.Memory)));
}

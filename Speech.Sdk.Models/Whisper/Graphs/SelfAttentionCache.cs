using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Keys and values of the tokens so far, [rows, heads, capacity, head size] a layer; the decoder appends to them in place.
/// Capacity grows as the text does: most windows need far fewer tokens than the model has positions for.
/// </summary>
internal sealed class SelfAttentionCache : IDisposable
{
    private readonly WhisperGraphs _graphs;
    private readonly int _rows;
    private readonly TensorBuffer[] _buffers;

    public SelfAttentionCache(WhisperGraphs graphs, int rows, int promptLength)
    {
        _graphs = graphs;
        _rows = rows;
        Capacity = Math.Min(graphs.Config.TargetPositions, (promptLength + 64 + 31) / 32 * 32);
        _buffers = Allocate(Capacity);
    }

    /// <summary>Tokens that a row has room for.</summary>
    public int Capacity { get; private set; }

    private int Heads => _graphs.Config.DecoderHeads;

    private int HeadBytes => _graphs.Config.HeadSize * _buffers[0].ElementSize;

    public void Bind(OrtIoBinding binding, ViewSet views, int firstRow, int rows)
    {
        long offset = (long)firstRow * Heads * Capacity * _graphs.Config.HeadSize;
        long[] shape = [rows, Heads, Capacity, _graphs.Config.HeadSize];
        foreach (DecoderLayerNames names in _graphs.LayerNames)
        {
            OrtValue keys = views.Add(_buffers[2 * names.Layer].View(shape, offset));
            OrtValue values = views.Add(_buffers[(2 * names.Layer) + 1].View(shape, offset));
            binding.BindInput(names.SelfKey, keys);
            binding.BindInput(names.SelfValue, values);
            binding.BindOutput(names.SelfKeyOut, keys);
            binding.BindOutput(names.SelfValueOut, values);
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

        // Through a copy: a row may be the source of one and the target of another. The copy's size does not follow the text's
        // length, so the pool gives the same array at every step.
        int blockBytes = tokens * HeadBytes;
        byte[] held = ArrayPool<byte>.Shared.Rent(_rows * Capacity * HeadBytes);
        foreach (TensorBuffer buffer in _buffers)
        {
            for (int head = 0; head < Heads; head++)
            {
                int block = 0;
                for (int row = 0; row < sources.Length; row++)
                {
                    if (sources[row] != row)
                        Block(buffer, Capacity, sources[row], head, blockBytes).CopyTo(held.AsSpan(block++ * blockBytes));
                }

                block = 0;
                for (int row = 0; row < sources.Length; row++)
                {
                    if (sources[row] != row)
                        held.AsSpan(block++ * blockBytes, blockBytes).CopyTo(Block(buffer, Capacity, row, head, blockBytes));
                }
            }
        }

        ArrayPool<byte>.Shared.Return(held);
    }

    /// <summary>Makes room for at least one more token a row; views bound before are void afterwards.</summary>
    public void Grow(int tokens)
    {
        int capacity = Math.Min(_graphs.Config.TargetPositions, 2 * Capacity);
        TensorBuffer[] larger = Allocate(capacity);
        int blockBytes = tokens * HeadBytes;
        for (int index = 0; index < _buffers.Length; index++)
        {
            for (int row = 0; row < _rows; row++)
            {
                for (int head = 0; head < Heads; head++)
                    Block(_buffers[index], Capacity, row, head, blockBytes).CopyTo(Block(larger[index], capacity, row, head, blockBytes));
            }

            _buffers[index].Dispose();
            _buffers[index] = larger[index];
        }

        Capacity = capacity;
    }

    public void Dispose()
    {
        foreach (TensorBuffer buffer in _buffers)
            buffer.Dispose();
    }

    private Span<byte> Block(TensorBuffer buffer, int capacity, int row, int head, int bytes) =>
        buffer.Slice(((long)row * Heads + head) * capacity * HeadBytes, bytes);

    private TensorBuffer[] Allocate(int capacity)
    {
        var buffers = new TensorBuffer[2 * _graphs.Config.DecoderLayers];
        for (int index = 0; index < buffers.Length; index++)
        {
            buffers[index] = new TensorBuffer(_graphs.CacheType, (long)_rows * Heads * capacity * _graphs.Config.HeadSize);
            // What lies beyond a row's tokens is masked, but a NaN there would still reach the sum as 0 * NaN.
            buffers[index].Clear();
        }

        return buffers;
    }
}

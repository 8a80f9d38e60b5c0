using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.KyutaiStt.Codec;

/// <summary>
/// What streams carry from frame to frame, one a row: the columns that convolutions still see, and the rings of keys and values. The
/// rings are written in place; a stream's position says what of them is valid.
/// </summary>
internal sealed class CodecState : IDisposable
{
    private readonly CodecShape _shape;
    private readonly TensorBuffer _positions;
    private readonly TensorBuffer _context;
    private readonly TensorBuffer[] _caches;

    public CodecState(CodecShape shape, int rows)
    {
        _shape = shape;
        Rows = rows;
        _positions = new TensorBuffer(TensorElementType.Int64, rows);
        _context = new TensorBuffer(TensorElementType.Float, (long)rows * shape.ContextValues);
        _caches = [.. Enumerable.Range(0, 2 * shape.Layers).Select(_ => new TensorBuffer(TensorElementType.Float, rows * shape.CacheValues))];
    }

    public int Rows { get; }

    /// <summary>How many columns each row has heard.</summary>
    public Span<long> Positions => _positions.Span<long>();

    public Span<float> Context(int row) => _context.Span<float>().Slice(row * _shape.ContextValues, _shape.ContextValues);

    /// <summary>Makes a row that of a stream that has heard nothing.</summary>
    public void Clear(int row)
    {
        Positions[row] = 0;
        Context(row).Clear();
        foreach (TensorBuffer cache in _caches)
            Cache(cache, row).Clear();
    }

    public void Copy(int row, CodecState target, int targetRow)
    {
        target.Positions[targetRow] = Positions[row];
        Context(row).CopyTo(target.Context(targetRow));
        for (int i = 0; i < _caches.Length; i++)
            Cache(_caches[i], row).CopyTo(target.Cache(target._caches[i], targetRow));
    }

    /// <summary>Binds some rows; the new context goes where the caller binds it.</summary>
    public void Bind(OrtIoBinding binding, ViewSet views, int first, int count)
    {
        binding.BindInput("position", views.Add(_positions.View([count], first)));
        binding.BindInput("context", views.Add(_context.View([count, _shape.ContextValues], (long)first * _shape.ContextValues)));
        for (int i = 0; i < _caches.Length; i++)
        {
            string name = (i % 2 == 0 ? "keys_" : "values_") + (i / 2);
            OrtValue cache = views.Add(_caches[i].View([count, _shape.Heads, _shape.Slots, _shape.HeadWidth], first * _shape.CacheValues));
            binding.BindInput(name, cache);
            binding.BindOutput(name + "_out", cache);
        }
    }

    /// <summary>Binds the new context over the old one, for runs in which all rows go on.</summary>
    public void BindContextInPlace(OrtIoBinding binding, ViewSet views) =>
        binding.BindOutput("context_out", views.Add(_context.View([Rows, _shape.ContextValues])));

    public void Save(int row, BinaryWriter target)
    {
        foreach (int size in Sizes)
            target.Write(size);
        target.Write(Positions[row]);
        target.Write(MemoryMarshal.AsBytes(Context(row)));
        foreach (TensorBuffer cache in _caches)
            target.Write(Cache(cache, row));
    }

    /// <exception cref="InvalidDataException">It is the state of another graph, or cut off.</exception>
    public void Restore(int row, BinaryReader source)
    {
        try
        {
            foreach (int size in Sizes)
            {
                if (source.ReadInt32() != size)
                    throw new InvalidDataException("The saved stream is one of another codec: its sizes differ. Restore it with the model that wrote it.");
            }

            // A frame's two columns lie in neighbouring slots.
            long position = source.ReadInt64();
            if (position < 0 || position % CodecShape.ColumnsPerFrame != 0)
                throw new InvalidDataException($"The saved stream has heard {position} columns, and a frame has {CodecShape.ColumnsPerFrame}: it is damaged.");
            Positions[row] = position;
            source.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Context(row)));
            foreach (TensorBuffer cache in _caches)
                source.BaseStream.ReadExactly(Cache(cache, row));
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The saved stream ends inside its codec's state; it was not written to its end.", e);
        }
    }

    public void Dispose()
    {
        _positions.Dispose();
        _context.Dispose();
        foreach (TensorBuffer cache in _caches)
            cache.Dispose();
    }

    private ReadOnlySpan<int> Sizes => new int[] { _shape.ContextValues, _shape.Layers, _shape.Heads, _shape.Slots, _shape.HeadWidth };

    private Span<byte> Cache(TensorBuffer cache, int row)
    {
        int bytes = checked((int)(_shape.CacheValues * sizeof(float)));
        return cache.Slice((long)row * bytes, bytes);
    }
}

using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Inference;

/// <summary>
/// Memory that tensors are laid over, the machine's own or a device's; its only owner. Views share it, so a graph's output can be the next call's
/// input without a copy. Dispose the views first.
/// </summary>
internal sealed unsafe class TensorBuffer : IDisposable
{
    private readonly TensorMemory _memory;
    private nint _address;
    private IDisposable? _owner;

    /// <summary>Elements in the machine's own memory.</summary>
    public TensorBuffer(TensorElementType elementType, long elements)
        : this(elementType, elements, TensorMemory.Host)
    {
    }

    public TensorBuffer(TensorElementType elementType, long elements, TensorMemory memory)
    {
        ElementType = elementType;
        ElementSize = SizeOf(elementType);
        Bytes = checked(elements * ElementSize);
        _memory = memory;
        (_address, _owner) = memory.Allocate(Bytes);
    }

    /// <summary>Elements that are zero.</summary>
    public static TensorBuffer Cleared(TensorElementType elementType, long elements, TensorMemory memory)
    {
        TensorBuffer buffer = new(elementType, elements, memory);
        try
        {
            buffer.Clear();
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public TensorElementType ElementType { get; }

    public int ElementSize { get; }

    public long Bytes { get; }

    /// <summary>Where it lies; only for telling one buffer from another.</summary>
    public nint Address => _address;

    /// <summary>A tensor over the elements from <paramref name="offset"/> on; the caller disposes it before the buffer.</summary>
    public OrtValue View(long[] shape, long offset = 0)
    {
        long elements = 1;
        foreach (long dimension in shape)
            elements *= dimension;
        if (offset < 0 || (offset + elements) * ElementSize > Bytes)
            throw new ArgumentOutOfRangeException(nameof(shape), $"[{string.Join(", ", shape)}] at {offset} lies outside {Bytes / ElementSize} elements.");
        return OrtValue.CreateTensorValueWithData(_memory.Info, ElementType, shape, At(offset * ElementSize, elements * ElementSize), elements * ElementSize);
    }

    /// <summary>The memory as elements of <typeparamref name="T"/>, whose size must be the element type's; not on a device.</summary>
    public Span<T> Span<T>()
        where T : unmanaged
    {
        ThrowIfElsewhere();
        if (Unsafe.SizeOf<T>() != ElementSize)
            throw new InvalidOperationException($"A {ElementType} buffer was read as {typeof(T).Name}.");
        return new Span<T>((void*)_address, checked((int)(Bytes / ElementSize)));
    }

    /// <summary>Bytes from <paramref name="offset"/> on; offsets may lie beyond what an int holds. Not on a device.</summary>
    public Span<byte> Slice(long offset, int length)
    {
        ThrowIfElsewhere();
        return new Span<byte>((void*)At(offset, length), length);
    }

    /// <summary>Sets every byte to zero.</summary>
    public void Clear() => _memory.Clear(At(0, Bytes), Bytes);

    /// <summary>Copies bytes from here to the machine's own memory.</summary>
    public void Read(long offset, Span<byte> to) => _memory.Read(At(offset, to.Length), to);

    /// <summary>Copies bytes from the machine's own memory to here.</summary>
    public void Write(ReadOnlySpan<byte> from, long offset) => _memory.Write(from, At(offset, from.Length));

    /// <summary>Copies blocks to a buffer in the same memory, or to another place of this one.</summary>
    /// <param name="offset">The first block's first byte.</param>
    /// <param name="pitch">Bytes from one block's start to the next one's.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="targetOffset">The first byte that the first block goes to.</param>
    /// <param name="targetPitch">Bytes from one block's new start to the next one's.</param>
    /// <param name="bytes">Of a block.</param>
    /// <param name="blocks">How many.</param>
    public void CopyTo(long offset, long pitch, TensorBuffer target, long targetOffset, long targetPitch, long bytes, int blocks = 1)
    {
        if (target._memory != _memory)
            throw new InvalidOperationException("Blocks are copied within one memory.");
        _memory.Copy(At(offset, ((blocks - 1) * pitch) + bytes), pitch, target.At(targetOffset, ((blocks - 1) * targetPitch) + bytes), targetPitch, bytes, blocks);
    }

    public void Dispose()
    {
        _address = 0;
        Interlocked.Exchange(ref _owner, null)?.Dispose();
    }

    private static int SizeOf(TensorElementType type) => type switch
    {
        TensorElementType.Float or TensorElementType.Int32 => 4,
        TensorElementType.Float16 or TensorElementType.BFloat16 => 2,
        TensorElementType.Int64 or TensorElementType.Double => 8,
        TensorElementType.Int8 or TensorElementType.UInt8 or TensorElementType.Bool => 1,
        _ => throw new NotSupportedException($"Tensors of {type} are not used here."),
    };

    private nint At(long offset, long bytes)
    {
        ObjectDisposedException.ThrowIf(_owner is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + bytes, Bytes);
        return _address + (nint)offset;
    }

    private void ThrowIfElsewhere()
    {
        ObjectDisposedException.ThrowIf(_owner is null, this);
        if (!_memory.IsHost)
            throw new InvalidOperationException("A tensor in a device's memory was read in place; copy it.");
    }
}

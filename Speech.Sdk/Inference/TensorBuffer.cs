using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Speech.Sdk.Inference;

/// <summary>
/// Native memory that tensors are laid over; its only owner. Views share it, so a graph's output can be the next call's
/// input without a copy. Dispose the views first.
/// </summary>
internal sealed unsafe class TensorBuffer : IDisposable
{
    // What AVX-512 loads and ORT's own allocator align to.
    private const nuint Alignment = 64;

    private void* _memory;

    public TensorBuffer(TensorElementType elementType, long elements)
    {
        ElementType = elementType;
        ElementSize = SizeOf(elementType);
        Bytes = checked(elements * ElementSize);
        _memory = NativeMemory.AlignedAlloc((nuint)Math.Max(Bytes, 1), Alignment);
        GC.AddMemoryPressure(Math.Max(Bytes, 1));
    }

    ~TensorBuffer() => Free();

    public TensorElementType ElementType { get; }

    public int ElementSize { get; }

    public long Bytes { get; }

    /// <summary>A tensor over the elements from <paramref name="offset"/> on; the caller disposes it before the buffer.</summary>
    public OrtValue View(long[] shape, long offset = 0)
    {
        ObjectDisposedException.ThrowIf(_memory is null, this);
        long elements = 1;
        foreach (long dimension in shape)
            elements *= dimension;
        if (offset < 0 || (offset + elements) * ElementSize > Bytes)
            throw new ArgumentOutOfRangeException(nameof(shape), $"[{string.Join(", ", shape)}] at {offset} lies outside {Bytes / ElementSize} elements.");
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, ElementType, shape, (nint)_memory + (nint)(offset * ElementSize), elements * ElementSize);
    }

    /// <summary>The memory as elements of <typeparamref name="T"/>, whose size must be the element type's.</summary>
    public Span<T> Span<T>()
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_memory is null, this);
        if (Unsafe.SizeOf<T>() != ElementSize)
            throw new InvalidOperationException($"A {ElementType} buffer was read as {typeof(T).Name}.");
        return new Span<T>(_memory, checked((int)(Bytes / ElementSize)));
    }

    /// <summary>Bytes from <paramref name="offset"/> on; offsets may lie beyond what an int holds.</summary>
    public Span<byte> Slice(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_memory is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Bytes);
        return new Span<byte>((byte*)_memory + offset, length);
    }

    /// <summary>Sets every byte to zero.</summary>
    public void Clear() => NativeMemory.Clear(_memory, (nuint)Bytes);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static int SizeOf(TensorElementType type) => type switch
    {
        TensorElementType.Float or TensorElementType.Int32 => 4,
        TensorElementType.Float16 or TensorElementType.BFloat16 => 2,
        TensorElementType.Int64 or TensorElementType.Double => 8,
        TensorElementType.Int8 or TensorElementType.UInt8 or TensorElementType.Bool => 1,
        _ => throw new NotSupportedException($"Tensors of {type} are not used here."),
    };

    private void Free()
    {
        if (_memory is null)
            return;
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        GC.RemoveMemoryPressure(Math.Max(Bytes, 1));
    }
}

using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// A place that tensors lie in: the machine's own memory, or a device's, which the processor reaches only by copies. Copies are done when a
/// method returns. Thread-safe.
/// </summary>
internal abstract class TensorMemory
{
    /// <summary>The machine's own.</summary>
    public static TensorMemory Host { get; } = new HostMemory();

    /// <summary>What ONNX Runtime calls it.</summary>
    public abstract OrtMemoryInfo Info { get; }

    /// <summary>Whether the processor reads and writes it in place.</summary>
    public abstract bool IsHost { get; }

    /// <summary>Memory for so many bytes, 64-byte aligned, holding anything; disposing the owner frees it.</summary>
    public abstract (nint Address, IDisposable Owner) Allocate(long bytes);

    /// <summary>Sets every byte to zero.</summary>
    public abstract void Clear(nint address, long bytes);

    /// <summary>Copies blocks within this memory; source and target do not overlap.</summary>
    /// <param name="from">The first block.</param>
    /// <param name="fromPitch">Bytes from one block's start to the next one's.</param>
    /// <param name="to">Where the first goes.</param>
    /// <param name="toPitch">Bytes from one target to the next.</param>
    /// <param name="bytes">Of a block.</param>
    /// <param name="blocks">How many.</param>
    public abstract void Copy(nint from, long fromPitch, nint to, long toPitch, long bytes, int blocks);

    /// <summary>Copies from here to the machine's own memory.</summary>
    public abstract void Read(nint from, Span<byte> to);

    /// <summary>Copies from the machine's own memory to here.</summary>
    public abstract void Write(ReadOnlySpan<byte> from, nint to);
}

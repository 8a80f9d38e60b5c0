using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Memory;

/// <summary>The machine's own memory.</summary>
internal sealed unsafe class HostMemory : TensorMemory
{
    // What AVX-512 loads and ORT's own allocator align to.
    private const nuint Alignment = 64;

    public override OrtMemoryInfo Info => OrtMemoryInfo.DefaultInstance;

    public override bool IsHost => true;

    public override (nint Address, IDisposable Owner) Allocate(long bytes)
    {
        Block block = new(bytes);
        return (block.Address, block);
    }

    public override void Clear(nint address, long bytes) => NativeMemory.Clear((void*)address, (nuint)bytes);

    public override void Copy(nint from, long fromPitch, nint to, long toPitch, long bytes, int blocks)
    {
        for (int block = 0; block < blocks; block++)
            NativeMemory.Copy((void*)(from + (nint)(block * fromPitch)), (void*)(to + (nint)(block * toPitch)), (nuint)bytes);
    }

    public override void Read(nint from, Span<byte> to) => new ReadOnlySpan<byte>((void*)from, to.Length).CopyTo(to);

    public override void Write(ReadOnlySpan<byte> from, nint to) => from.CopyTo(new Span<byte>((void*)to, from.Length));

    /// <summary>Freed by whoever comes first, its owner or the finalizer.</summary>
    private sealed class Block : IDisposable
    {
        private readonly long _bytes;

        public Block(long bytes)
        {
            _bytes = Math.Max(bytes, 1);
            Address = (nint)NativeMemory.AlignedAlloc((nuint)_bytes, Alignment);
            GC.AddMemoryPressure(_bytes);
        }

        ~Block() => Free();

        public nint Address { get; private set; }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            if (Address == 0)
                return;
            NativeMemory.AlignedFree((void*)Address);
            Address = 0;
            GC.RemoveMemoryPressure(_bytes);
        }
    }
}

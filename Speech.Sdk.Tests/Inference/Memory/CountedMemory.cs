using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Tests.Inference.Memory;

/// <summary>The machine's own memory, of which every block counts until its owner is disposed: a forgotten one is not freed by the garbage collector either. Thread-safe.</summary>
internal sealed class CountedMemory : TensorMemory, IDisposable
{
    private readonly LiveBlocks _live = new();
    private int _taken;

    public override OrtMemoryInfo Info => Host.Info;

    public override bool IsHost => true;

    /// <summary>Blocks that are allocated and not freed.</summary>
    public int Held => _live.Count;

    /// <summary>Blocks that were ever allocated.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public override (nint Address, IDisposable Owner) Allocate(long bytes)
    {
        (nint address, IDisposable owner) = Host.Allocate(bytes);
        Interlocked.Increment(ref _taken);
        return (address, _live.Add(owner.Dispose));
    }

    public override void Clear(nint address, long bytes) => Host.Clear(address, bytes);

    public override void Copy(nint from, long fromPitch, nint to, long toPitch, long bytes, int blocks) => Host.Copy(from, fromPitch, to, toPitch, bytes, blocks);

    public override void Read(nint from, Span<byte> to) => Host.Read(from, to);

    public override void Write(ReadOnlySpan<byte> from, nint to) => Host.Write(from, to);

    public void Dispose() => _live.Dispose();
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Tests.Inference.Memory;

/// <summary>
/// Memory that claims to be a device's, unless it is told not to, though the processor's graphs run on it: nobody but the graph reads or writes it in place, and all copies are
/// counted. What is allocated holds 0xFF, which is a NaN in every float.
/// </summary>
internal sealed unsafe class WatchedMemory(bool isHost = false) : TensorMemory
{
    private readonly Dictionary<nint, long> _blocks = [];

    public override OrtMemoryInfo Info => OrtMemoryInfo.DefaultInstance;

    public override bool IsHost => isHost;

    /// <summary>Bytes that crossed, to it and from it.</summary>
    public (long Sent, long Fetched) Crossed { get; private set; }

    /// <summary>How many allocations there is room for; the next one fails as a device's does.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Bytes that are allocated and not freed.</summary>
    public long Held => _blocks.Values.Sum();

    /// <summary>Whether a graph that is given the tensor reads or writes this memory.</summary>
    public bool Holds(BoundTensor bound)
    {
        fixed (byte* start = &Unsafe.AsRef(in bound.Tensor.GetTensorMutableRawData()[0]))
            return Holds((nint)start);
    }

    /// <summary>Does something with room for no allocation, for one, for two, until it succeeds: each time too little is a SpeechException, and nothing stays allocated.</summary>
    public void AssertNothingIsKept(Action use)
    {
        int room = 0;
        for (bool enough = false; !enough; room++)
        {
            Room = room;
            try
            {
                use();
                enough = true;
            }
            catch (SpeechException e) when (e.Message.Contains("bytes were asked for on the GPU and cannot be had; use a smaller batch"))
            {
            }

            Assert.That(Held, Is.Zero, $"with room for {room} allocations");
        }

        Assert.That(room, Is.GreaterThan(10));
    }

    private bool Holds(nint address) => _blocks.Any(block => address >= block.Key && address < block.Key + block.Value);

    public override (nint Address, IDisposable Owner) Allocate(long bytes)
    {
        if (Room-- <= 0)
            throw CudaMemory.NoRoom(bytes, "The test says so.");
        (nint address, IDisposable owner) = Host.Allocate(bytes);
        NativeMemory.Fill((void*)address, (nuint)bytes, 0xff);
        _blocks[address] = bytes;
        return (address, new Owner(() =>
        {
            _blocks.Remove(address);
            owner.Dispose();
        }));
    }

    public override void Clear(nint address, long bytes) => Host.Clear(address, bytes);

    public override void Copy(nint from, long fromPitch, nint to, long toPitch, long bytes, int blocks)
    {
        Assert.That((Holds(from), Holds(to)), Is.EqualTo((true, true)));
        Host.Copy(from, fromPitch, to, toPitch, bytes, blocks);
    }

    public override void Read(nint from, Span<byte> to)
    {
        Crossed = (Crossed.Sent, Crossed.Fetched + to.Length);
        Host.Read(from, to);
    }

    public override void Write(ReadOnlySpan<byte> from, nint to)
    {
        Crossed = (Crossed.Sent + from.Length, Crossed.Fetched);
        Host.Write(from, to);
    }

    private sealed class Owner(Action free) : IDisposable
    {
        public void Dispose() => free();
    }
}

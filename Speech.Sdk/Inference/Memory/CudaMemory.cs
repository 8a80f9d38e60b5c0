using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// A GPU's memory through CUDA, out of a session's arena and so within its limit, or apart from it: a captured graph goes on writing to what it computed with, which the
/// arena has back and would give out again. Runs of a session are finished when they return, so that copies need not
/// wait for them; each copy is finished when its method returns, so that a run need not wait for it.
/// </summary>
internal sealed unsafe class CudaMemory : TensorMemory, IDisposable
{
    private readonly OrtAllocator? _arena;
    private readonly CudaRuntime _cuda;
    private readonly int _device;
    private readonly LiveBlocks _live = new();

    /// <param name="session">A session on the GPU; it outlives this.</param>
    /// <param name="device">The GPU, as CUDA numbers them.</param>
    /// <param name="isApart">Whether memory comes from CUDA itself, not from the session's arena.</param>
    /// <exception cref="ExecutionProviderException">CUDA's runtime library cannot be loaded.</exception>
    public CudaMemory(InferenceSession session, int device, bool isApart)
    {
        _device = device;
        _cuda = CudaRuntime.Load();
        Info = new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, device, OrtMemType.Default);
        try
        {
            _arena = isApart ? null : new OrtAllocator(session, Info);
        }
        catch
        {
            Info.Dispose();
            throw;
        }
    }

    public override OrtMemoryInfo Info { get; }

    public override bool IsHost => false;

    public override (nint Address, IDisposable Owner) Allocate(long bytes)
    {
        if (_arena is null)
            return AllocateApart(Math.Max(bytes, 1));
        if (bytes > uint.MaxValue)
            throw NoRoom(bytes, $"ONNX Runtime gives up to {uint.MaxValue} at a time.");
        try
        {
            // The arena may have to ask CUDA for more.
            using CudaTurns.Turn turn = CudaTurns.Process.Beside();
            OrtMemoryAllocation allocation = _arena.Allocate((uint)Math.Max(bytes, 1));
            return (allocation.DangerousGetHandle(), _live.Add(allocation.Dispose));
        }
        catch (OnnxRuntimeException e)
        {
            throw NoRoom(bytes, $"ONNX Runtime says: {OneLine.Of(e)}", e);
        }
    }

    public override void Clear(nint address, long bytes)
    {
        using CudaRuntime.Turn turn = _cuda.Use(_device);
        _cuda.Set(address, 0, bytes);
        _cuda.Wait();
    }

    public override void Copy(nint from, long fromPitch, nint to, long toPitch, long bytes, int blocks)
    {
        if (bytes == 0 || blocks == 0)
            return;
        using CudaRuntime.Turn turn = _cuda.Use(_device);
        // A single block has no pitch, and none may be smaller than a block.
        _cuda.Copy(to, blocks == 1 ? bytes : toPitch, from, blocks == 1 ? bytes : fromPitch, bytes, blocks, CudaRuntime.OnDevice);
        _cuda.Wait();
    }

    public override void Read(nint from, Span<byte> to)
    {
        if (to.IsEmpty)
            return;
        using CudaRuntime.Turn turn = _cuda.Use(_device);
        fixed (byte* target = to)
            _cuda.Copy((nint)target, to.Length, from, to.Length, to.Length, 1, CudaRuntime.ToHost);
    }

    public override void Write(ReadOnlySpan<byte> from, nint to)
    {
        if (from.IsEmpty)
            return;
        using CudaRuntime.Turn turn = _cuda.Use(_device);
        fixed (byte* source = from)
            _cuda.Copy(to, from.Length, (nint)source, from.Length, from.Length, 1, CudaRuntime.ToDevice);
        _cuda.Wait();
    }

    public void Dispose()
    {
        _live.Dispose();
        _arena?.Dispose();
        Info.Dispose();
    }

    private (nint Address, IDisposable Owner) AllocateApart(long bytes)
    {
        using CudaRuntime.Turn turn = _cuda.Use(_device);
        nint address = _cuda.Allocate(bytes);
        if (address == 0)
            throw NoRoom(bytes, "CUDA has no room for them; MemoryLimit does not count them.");
        return (address, _live.Add(() =>
        {
            using CudaRuntime.Turn freeing = _cuda.Use(_device);
            _cuda.Free(address);
        }));
    }

    /// <summary>What is said of memory that the GPU has not got.</summary>
    internal static SpeechException NoRoom(long bytes, string reason, Exception? error = null)
    {
        string message = $"{bytes} bytes were asked for on the GPU and cannot be had; use a smaller batch, fewer beams or streams, or a higher MemoryLimit. {reason}";
        return error is null ? new SpeechException(message) : new SpeechException(message, error);
    }
}

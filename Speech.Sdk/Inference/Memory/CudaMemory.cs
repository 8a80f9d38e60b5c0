using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// A GPU's memory through CUDA, out of a session's arena and so within its limit. Runs of a session are finished when they return, so that copies need not
/// wait for them; each copy is finished when its method returns, so that a run need not wait for it.
/// </summary>
internal sealed unsafe class CudaMemory : TensorMemory, IDisposable
{
    private readonly OrtAllocator _allocator;
    private readonly CudaRuntime _cuda;
    private readonly int _device;

    /// <param name="session">A session on the GPU; it outlives this.</param>
    /// <param name="device">The GPU, as CUDA numbers them.</param>
    /// <exception cref="ExecutionProviderException">CUDA's runtime library is another version than the provider's.</exception>
    public CudaMemory(InferenceSession session, int device)
    {
        _device = device;
        _cuda = CudaRuntime.Load();
        Info = new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, device, OrtMemType.Default);
        _allocator = new OrtAllocator(session, Info);
    }

    public override OrtMemoryInfo Info { get; }

    public override bool IsHost => false;

    public override (nint Address, IDisposable Owner) Allocate(long bytes)
    {
        if (bytes > uint.MaxValue)
            throw new SpeechException($"A tensor of {bytes} bytes was asked for on the GPU; ONNX Runtime gives up to {uint.MaxValue} at a time. Use a smaller batch or fewer streams.");
        OrtMemoryAllocation allocation = _allocator.Allocate((uint)Math.Max(bytes, 1));
        return (allocation.DangerousGetHandle(), allocation);
    }

    public override void Clear(nint address, long bytes)
    {
        _cuda.Use(_device);
        _cuda.Set(address, 0, bytes);
        _cuda.Wait();
    }

    public override void Copy(nint from, long fromPitch, nint to, long toPitch, long bytes, int blocks)
    {
        if (bytes == 0 || blocks == 0)
            return;
        _cuda.Use(_device);
        // A single block has no pitch, and none may be smaller than a block.
        _cuda.Copy(to, blocks == 1 ? bytes : toPitch, from, blocks == 1 ? bytes : fromPitch, bytes, blocks, CudaRuntime.OnDevice);
        _cuda.Wait();
    }

    public override void Read(nint from, Span<byte> to)
    {
        if (to.IsEmpty)
            return;
        _cuda.Use(_device);
        fixed (byte* target = to)
            _cuda.Copy((nint)target, to.Length, from, to.Length, to.Length, 1, CudaRuntime.ToHost);
    }

    public override void Write(ReadOnlySpan<byte> from, nint to)
    {
        if (from.IsEmpty)
            return;
        _cuda.Use(_device);
        fixed (byte* source = from)
            _cuda.Copy(to, from.Length, (nint)source, from.Length, from.Length, 1, CudaRuntime.ToDevice);
        _cuda.Wait();
    }

    public void Dispose()
    {
        _allocator.Dispose();
        Info.Dispose();
    }
}

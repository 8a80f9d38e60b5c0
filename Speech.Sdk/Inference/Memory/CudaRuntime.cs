using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference.Memory;

/// <summary>The few functions of CUDA's runtime library (cuda_runtime_api.h) that copies on a GPU take.</summary>
/// <remarks>The library is the one that ONNX Runtime's provider has loaded: device, context and memory are the process', whoever asks.</remarks>
internal sealed unsafe class CudaRuntime
{
    public const int ToDevice = 1;
    public const int ToHost = 2;
    public const int OnDevice = 3;

    private static readonly Lazy<CudaRuntime> Loaded = new(static () => new CudaRuntime());

    private readonly delegate* unmanaged<int*, int> _getDevice;
    private readonly delegate* unmanaged<int, int> _setDevice;
    private readonly delegate* unmanaged<nint, int, nuint, int> _memset;
    private readonly delegate* unmanaged<nint, nuint, nint, nuint, nuint, nuint, int, int> _memcpy2D;
    private readonly delegate* unmanaged<nint, int> _streamSynchronize;
    private readonly delegate* unmanaged<int, nint> _errorString;

    private CudaRuntime()
    {
        nint library = CudaRuntimeLibrary.Open();
        _getDevice = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(library, "cudaGetDevice");
        _setDevice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "cudaSetDevice");
        _memset = (delegate* unmanaged<nint, int, nuint, int>)NativeLibrary.GetExport(library, "cudaMemset");
        _memcpy2D = (delegate* unmanaged<nint, nuint, nint, nuint, nuint, nuint, int, int>)NativeLibrary.GetExport(library, "cudaMemcpy2D");
        _streamSynchronize = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaStreamSynchronize");
        _errorString = (delegate* unmanaged<int, nint>)NativeLibrary.GetExport(library, "cudaGetErrorString");
    }

    /// <exception cref="ExecutionProviderException">The library cannot be loaded.</exception>
    public static CudaRuntime Load() => Loaded.Value;

    /// <summary>Makes a GPU the calling thread's; disposing what it returns gives the thread back the one that it had.</summary>
    public Turn Use(int device)
    {
        int before = 0;
        Check(_getDevice(&before), "cudaGetDevice");
        if (before != device)
            Check(_setDevice(device), "cudaSetDevice");
        return new Turn(before == device ? null : this, before);
    }

    public void Set(nint address, int value, long bytes) => Check(_memset(address, value, (nuint)bytes), "cudaMemset");

    /// <summary>Copies blocks of bytes, each a pitch behind the one before.</summary>
    public void Copy(nint to, long toPitch, nint from, long fromPitch, long bytes, int blocks, int direction) =>
        Check(_memcpy2D(to, (nuint)toPitch, from, (nuint)fromPitch, (nuint)bytes, (nuint)blocks, direction), "cudaMemcpy2D");

    /// <summary>Waits for what was asked for on the default stream.</summary>
    public void Wait() => Check(_streamSynchronize(0), "cudaStreamSynchronize");

    private void Check(int error, string function)
    {
        if (error != 0)
            throw new SpeechException($"{function} failed on the GPU with error {error}: {Marshal.PtrToStringUTF8(_errorString(error))}. Where memory ran out, use a smaller batch, fewer streams or a smaller model.");
    }

    internal readonly struct Turn(CudaRuntime? cuda, int before) : IDisposable
    {
        // An error here would hide the one that is on its way; the caller's next call meets it.
        public void Dispose()
        {
            if (cuda is not null)
                cuda._setDevice(before);
        }
    }
}

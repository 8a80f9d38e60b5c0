using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference.Memory;

/// <summary>The few functions of CUDA's runtime library (cuda_runtime_api.h) that copies on a GPU take.</summary>
/// <remarks>The library is the one that ONNX Runtime's provider has loaded: device, context and memory are the process', whoever asks.</remarks>
internal sealed unsafe class CudaRuntime
{
    public const int ToDevice = 1;
    public const int ToHost = 2;
    public const int OnDevice = 3;

    // cudaErrorMemoryAllocation
    private const int OutOfMemory = 2;

    private static readonly Lazy<CudaRuntime> Loaded = new(static () => new CudaRuntime());

    private readonly delegate* unmanaged<int*, int> _getDevice;
    private readonly delegate* unmanaged<int, int> _setDevice;
    private readonly delegate* unmanaged<nint*, nuint, int> _malloc;
    private readonly delegate* unmanaged<nint, int> _free;
    private readonly delegate* unmanaged<int> _getLastError;
    private readonly delegate* unmanaged<nint, int, nuint, int> _memset;
    private readonly delegate* unmanaged<nint, nuint, nint, nuint, nuint, nuint, int, int> _memcpy2D;
    private readonly delegate* unmanaged<nint, int> _streamSynchronize;
    private readonly delegate* unmanaged<int, nint> _errorString;

    private CudaRuntime()
    {
        nint library = CudaRuntimeLibrary.Open();
        _getDevice = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(library, "cudaGetDevice");
        _setDevice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "cudaSetDevice");
        _malloc = (delegate* unmanaged<nint*, nuint, int>)NativeLibrary.GetExport(library, "cudaMalloc");
        _free = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaFree");
        _getLastError = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "cudaGetLastError");
        _memset = (delegate* unmanaged<nint, int, nuint, int>)NativeLibrary.GetExport(library, "cudaMemset");
        _memcpy2D = (delegate* unmanaged<nint, nuint, nint, nuint, nuint, nuint, int, int>)NativeLibrary.GetExport(library, "cudaMemcpy2D");
        _streamSynchronize = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaStreamSynchronize");
        _errorString = (delegate* unmanaged<int, nint>)NativeLibrary.GetExport(library, "cudaGetErrorString");
    }

    /// <exception cref="ExecutionProviderException">The library cannot be loaded.</exception>
    public static CudaRuntime Load() => Loaded.Value;

    /// <summary>Makes a GPU the calling thread's, beside others' calls; disposing what it returns gives the thread back the one that it had.</summary>
    public Turn Use(int device)
    {
        CudaTurns.Turn turn = CudaTurns.Process.Beside();
        try
        {
            int before = 0;
            Check(_getDevice(&before), "cudaGetDevice");
            if (before != device)
                Check(_setDevice(device), "cudaSetDevice");
            return new Turn(before == device ? null : this, before, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Memory of the thread's GPU; 0 where there is not that much.</summary>
    public nint Allocate(long bytes)
    {
        nint address = 0;
        int error = _malloc(&address, (nuint)bytes);
        if (error != OutOfMemory)
        {
            Check(error, "cudaMalloc");
            return address;
        }

        // It stays the thread's last error, which ONNX Runtime would take for its own.
        _getLastError();
        return 0;
    }

    public void Free(nint address) => Check(_free(address), "cudaFree");

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

    internal readonly struct Turn(CudaRuntime? cuda, int before, CudaTurns.Turn turn) : IDisposable
    {
        // An error here would hide the one that is on its way; the caller's next call meets it.
        public void Dispose()
        {
            if (cuda is not null)
                cuda._setDevice(before);
            turn.Dispose();
        }
    }
}

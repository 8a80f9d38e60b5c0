using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference.Memory;

/// <summary>The few functions of CUDA's runtime library (cuda_runtime_api.h) that copies on a GPU take.</summary>
/// <remarks>The library is the one that ONNX Runtime's provider has loaded: device, context and memory are the process', whoever asks.</remarks>
internal sealed unsafe class CudaRuntime
{
    public const int ToDevice = 1;
    public const int ToHost = 2;
    public const int OnDevice = 3;

    // Newest first; only the provider's own is in the process.
    private static readonly int[] Versions = [14, 13, 12];
    private static readonly Lazy<CudaRuntime> Loaded = new(static () => new CudaRuntime());

    private readonly delegate* unmanaged<int, int> _setDevice;
    private readonly delegate* unmanaged<nint, int, nuint, int> _memset;
    private readonly delegate* unmanaged<nint, nuint, nint, nuint, nuint, nuint, int, int> _memcpy2D;
    private readonly delegate* unmanaged<nint, int> _streamSynchronize;
    private readonly delegate* unmanaged<int, nint> _errorString;

    private CudaRuntime()
    {
        nint library = Open();
        _setDevice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "cudaSetDevice");
        _memset = (delegate* unmanaged<nint, int, nuint, int>)NativeLibrary.GetExport(library, "cudaMemset");
        _memcpy2D = (delegate* unmanaged<nint, nuint, nint, nuint, nuint, nuint, int, int>)NativeLibrary.GetExport(library, "cudaMemcpy2D");
        _streamSynchronize = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaStreamSynchronize");
        _errorString = (delegate* unmanaged<int, nint>)NativeLibrary.GetExport(library, "cudaGetErrorString");
    }

    /// <exception cref="ExecutionProviderException">No version of the library that this knows can be loaded.</exception>
    public static CudaRuntime Load() => Loaded.Value;

    /// <summary>Makes a GPU the calling thread's.</summary>
    public void Use(int device) => Check(_setDevice(device), "cudaSetDevice");

    public void Set(nint address, int value, long bytes) => Check(_memset(address, value, (nuint)bytes), "cudaMemset");

    /// <summary>Copies blocks of bytes, each a pitch behind the one before.</summary>
    public void Copy(nint to, long toPitch, nint from, long fromPitch, long bytes, int blocks, int direction) =>
        Check(_memcpy2D(to, (nuint)toPitch, from, (nuint)fromPitch, (nuint)bytes, (nuint)blocks, direction), "cudaMemcpy2D");

    /// <summary>Waits for what was asked for on the default stream.</summary>
    public void Wait() => Check(_streamSynchronize(0), "cudaStreamSynchronize");

    private static nint Open()
    {
        string[] names = [.. Versions.Select(version => OperatingSystem.IsWindows() ? $"cudart64_{version}.dll" : $"libcudart.so.{version}")];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return library;
        }

        throw new ExecutionProviderException($"None of {string.Join(", ", names)} can be loaded, of which ONNX Runtime's CUDA provider uses one. Set CachesOnDevice to false, or use an ONNX Runtime for one of these versions.");
    }

    private void Check(int error, string function)
    {
        if (error != 0)
            throw new SpeechException($"{function} failed on the GPU with error {error}: {Marshal.PtrToStringUTF8(_errorString(error))}. Where memory ran out, use a smaller batch, fewer streams or a smaller model.");
    }
}

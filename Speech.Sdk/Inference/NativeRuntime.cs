using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>The native ONNX Runtime, which the application brings and which may therefore be absent.</summary>
internal static class NativeRuntime
{
    private static readonly Lazy<Exception?> Failure = new(TryLoad);

    /// <exception cref="ExecutionProviderException">The native library is not there or is another version.</exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } error)
        {
            throw new ExecutionProviderException(
                $"ONNX Runtime's native library (libonnxruntime, onnxruntime.dll) cannot be loaded; looked in {AppContext.BaseDirectory} and the " +
                "system's library path. Add the package Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu (CUDA) to the application. " +
                $"The loader says: {OneLine.Of(error)}", error);
        }
    }

    private static Exception? TryLoad()
    {
        try
        {
            var options = new EnvironmentCreationOptions { logId = "Speech.Sdk", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            // An application that uses ONNX Runtime itself may have made the process' one environment already.
            if (!OrtEnv.IsCreated)
                OrtEnv.CreateInstanceWithOptions(ref options);
            else
                OrtEnv.Instance();
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return e.InnerException ?? e;
        }
    }
}

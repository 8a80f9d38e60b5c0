using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Inference;

/// <summary>The native ONNX Runtime, which the application brings and which may therefore be absent.</summary>
internal static class NativeRuntime
{
    private const int StackBytes = 1 << 20;
    private const int StackBytesPerCharacter = 256;

    private static readonly Lazy<Exception?> Failure = new(Load);

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

    /// <summary>Begins to load it while the caller does something else; whatever comes of it is told by <see cref="EnsureLoaded"/>.</summary>
    public static void BeginLoading() => ThreadPool.QueueUserWorkItem(_ => _ = Failure.Value);

    // While it makes its environment ONNX Runtime searches the process' command line, with a recursion for every character of it: a shell's
    // pattern of a thousand files would overflow an ordinary stack, and end the process.
    private static Exception? Load()
    {
        Exception? failure = null;
        Thread loading = new(() => failure = TryLoad(), StackBytes + (StackBytesPerCharacter * Environment.CommandLine.Length));
        loading.Start();
        loading.Join();
        return failure;
    }

    private static Exception? TryLoad()
    {
        try
        {
            Telemetry.TurnOff();
            var options = new EnvironmentCreationOptions { logId = "Speech.Sdk", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            // An application that uses ONNX Runtime itself may have made the process' one environment already.
            if (OrtEnv.IsCreated)
            {
                OrtEnv.Instance();
            }
            else
            {
                OrtEnv.CreateInstanceWithOptions(ref options);
                SharedArena.Register();
            }

            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return e.InnerException ?? e;
        }
    }
}

using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>Which execution providers can be used on this machine.</summary>
public static class ExecutionProviders
{
    // y = -x for one float, opset 17: the least that opens a device.
    private static readonly byte[] ProbeModel = Convert.FromBase64String("CAg6NgoLCgF4EgF5IgNOZWcSBXByb2JlWg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUIECgAQEQ==");

    /// <summary>Tries every provider and says, for those that cannot be used, why.</summary>
    /// <exception cref="ExecutionProviderException">ONNX Runtime's native library cannot be loaded.</exception>
    public static IReadOnlyList<ExecutionProviderStatus> Probe()
    {
        NativeRuntime.EnsureLoaded();
        return [.. Enum.GetValues<ExecutionProvider>().Where(provider => provider != ExecutionProvider.Auto).Select(Probe)];
    }

    /// <summary>The provider to load a model on.</summary>
    /// <param name="asked">What the caller asked for.</param>
    /// <param name="suitable">What the model's graphs have kernels for, best first; the first that can be used is Auto's, the processor if none.</param>
    /// <param name="model">The model's name and precision, for the error.</param>
    /// <exception cref="ExecutionProviderException">An explicit choice cannot be had or does not fit the model.</exception>
    internal static ExecutionProvider Choose(ExecutionProvider asked, IReadOnlyList<ExecutionProvider> suitable, string model)
    {
        NativeRuntime.EnsureLoaded();
        if (asked == ExecutionProvider.Auto)
            return suitable.Append(ExecutionProvider.Cpu).First(provider => Probe(provider).Usable);
        if (asked == ExecutionProvider.Cpu)
            return asked;
        ExecutionProviderStatus status = Probe(asked);
        if (!status.Usable)
            throw new ExecutionProviderException($"{asked} was asked for but cannot be used: {status.Reason}");
        if (!suitable.Contains(asked))
            throw new ExecutionProviderException($"{asked} was asked for but has no kernels for {model}; export the checkpoint with precision fp16 for it, or ask for Cpu or Auto.");
        return asked;
    }

    /// <summary>Session options for a provider; the caller disposes them.</summary>
    internal static SessionOptions Options(ExecutionProvider provider, int threads)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = threads > 0 ? threads : PhysicalCores.Count,
            // Lengths change from call to call, and a pattern planned for one is memory held for nothing in the next.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Workers spin while a call runs and sleep when it is over: an idle recogniser costs no processor time.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        // Within a call they wait for less than this. A new session's workers spin as well, for 40 ms, and take the processors from whatever else is being loaded.
        options.AddSessionConfigEntry("session.intra_op.spin_duration_us", "1000");
        try
        {
            Append(options, provider);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void Append(SessionOptions options, ExecutionProvider provider)
    {
        switch (provider)
        {
            case ExecutionProvider.Cuda:
                // Full-precision products stay full precision; the model's own type says where speed is wanted.
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(new Dictionary<string, string> { ["use_tf32"] = "0", ["cudnn_conv_algo_search"] = "HEURISTIC" });
                    options.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case ExecutionProvider.DirectMl:
                options.AppendExecutionProvider_DML();
                break;
        }
    }

    private static ExecutionProviderStatus Probe(ExecutionProvider provider)
    {
        if (provider == ExecutionProvider.Cpu)
            return new(provider, true, $"{PhysicalCores.Count} physical cores");
        (string name, string package) = provider == ExecutionProvider.Cuda
            ? ("CUDAExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu")
            : ("DmlExecutionProvider", "Microsoft.ML.OnnxRuntime.DirectML (Windows)");
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(name))
            return new(provider, false, $"the native ONNX Runtime beside this application was built without it; use the package {package}.");
        try
        {
            using SessionOptions options = Options(provider, threads: 1);
            using var session = new InferenceSession(ProbeModel, options);
            return new(provider, true, "a session runs on it");
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            return new(provider, false, $"{OneLine.Of(e)} The package {package} is here; install the GPU's driver and the libraries that are named.");
        }
    }
}

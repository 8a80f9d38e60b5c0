using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Inference.Providers;

/// <summary>All that a session is made with, before anything native is.</summary>
/// <remarks>
/// Every session runs its operators one after the other and plans no memory ahead: lengths change from call to call, and a pattern planned for one is memory
/// held for nothing in the next. DirectML allows nothing else.
/// </remarks>
internal sealed record SessionPlan
{
    public required int Threads { get; init; }

    public required bool UseArena { get; init; }

    /// <summary>What ONNX Runtime makes of the graph before it runs it.</summary>
    public required GraphOptimizationLevel Optimization { get; init; }

    public required IReadOnlyList<ProviderEntry> Providers { get; init; }

    /// <summary>Session configuration by ONNX Runtime's keys (onnxruntime_session_options_config_keys.h).</summary>
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    /// <param name="options">The provider that was chosen.</param>
    /// <param name="threads">Threads of an inference; 0 for as many as there are physical cores.</param>
    /// <param name="use">What the graph is loaded for.</param>
    public static SessionPlan Of(ProviderOptions options, int threads, SessionUse use = default)
    {
        Dictionary<string, string> configuration = new()
        {
            // Workers spin while a call runs and sleep when it is over: an idle recogniser costs no processor time.
            ["session.force_spinning_stop"] = "1",
            // Within a call they wait for less than this. A new session's workers spin as well, for 40 ms, and take the processors from whatever else is being loaded.
            ["session.intra_op.spin_duration_us"] = "1000",
        };
        bool usesArena = options is not CpuOptions { UseArena: false };
        if (options.Provider == ExecutionProvider.Cpu && usesArena)
            configuration[SharedArena.ConfigurationKey] = "1";
        if (options.Provider != ExecutionProvider.Cpu)
            configuration[NodePlacement.RecordKey] = "1";
        return new SessionPlan
        {
            Threads = threads > 0 ? threads : PhysicalCores.Count,
            UseArena = usesArena,
            // Other providers fuse what they have kernels for.
            Optimization = use.IsFused && options.Provider == ExecutionProvider.Cpu ? GraphOptimizationLevel.ORT_DISABLE_ALL : GraphOptimizationLevel.ORT_ENABLE_ALL,
            Providers = ProviderEntries.Of(options, use.Captures),
            Configuration = configuration,
        };
    }

    /// <summary>Native options; the caller disposes them.</summary>
    /// <exception cref="OnnxRuntimeException">A provider's library cannot be loaded, or refuses an option.</exception>
    /// <exception cref="EntryPointNotFoundException">The native ONNX Runtime was built without a provider.</exception>
    public SessionOptions Create()
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = Threads,
            GraphOptimizationLevel = Optimization,
            EnableMemoryPattern = false,
            EnableCpuMemArena = UseArena,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        try
        {
            foreach ((string key, string value) in Configuration)
                options.AddSessionConfigEntry(key, value);
            foreach (ProviderEntry entry in Providers)
                Append(options, entry);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void Append(SessionOptions options, ProviderEntry entry)
    {
        Dictionary<string, string> settings = new(entry.Settings);
        switch (entry.Provider)
        {
            case ExecutionProvider.Cuda:
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(settings);
                    options.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case ExecutionProvider.TensorRt:
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(settings);
                    options.AppendExecutionProvider_Tensorrt(tensorRt);
                }

                break;
            default:
                options.AppendExecutionProvider(entry.Provider == ExecutionProvider.DirectMl ? "DML" : "CoreML", settings);
                break;
        }
    }
}

using System.Globalization;

namespace Speech.Sdk.Inference.Providers;

/// <summary>
/// Options as ONNX Runtime's strings. Names and values are those of <c>cuda_execution_provider_info.cc</c>,
/// <c>tensorrt_execution_provider_info.cc</c>, <c>coreml_options.cc</c> and <c>dml_provider_factory.cc</c>.
/// </summary>
internal static class ProviderEntries
{
    /// <summary>The providers of a session, the first that has a kernel gets an operator; the processor is last without being named.</summary>
    /// <param name="options">The provider that was chosen.</param>
    /// <param name="captures">Whether the session's runs may be captured as CUDA graphs.</param>
    public static IReadOnlyList<ProviderEntry> Of(ProviderOptions options, bool captures) => options switch
    {
        CpuOptions => [],
        CudaOptions cuda => [Cuda(cuda, captures)],
        DirectMlOptions directMl => [DirectMl(directMl)],
        CoreMlOptions coreMl => [CoreMl(coreMl)],
        TensorRtOptions tensorRt => [TensorRt(tensorRt), Cuda(tensorRt.Cuda, captures: false)],
        _ => throw new InvalidOperationException($"{options.Provider} is not a provider that a session runs on."),
    };

    private static ProviderEntry Cuda(CudaOptions options, bool captures)
    {
        Dictionary<string, string> settings = new()
        {
            ["device_id"] = Text(options.DeviceId),
            ["arena_extend_strategy"] = options.ArenaGrowth == ArenaGrowth.SameAsRequested ? "kSameAsRequested" : "kNextPowerOfTwo",
            ["cudnn_conv_algo_search"] = options.ConvolutionSearch.ToString().ToUpperInvariant(),
            ["use_tf32"] = Flag(options.UseTf32),
            ["enable_cuda_graph"] = Flag(options.CudaGraph && captures),
        };
        if (options.MemoryLimit is { } bytes)
            settings["gpu_mem_limit"] = Text(bytes);
        return new ProviderEntry(ExecutionProvider.Cuda, settings);
    }

    private static ProviderEntry DirectMl(DirectMlOptions options) => new(ExecutionProvider.DirectMl, new Dictionary<string, string>
    {
        [options.DeviceId is null ? "performance_preference" : "device_id"] = options.DeviceId is { } id ? Text(id) : options.Preference switch
        {
            AdapterPreference.HighPerformance => "high_performance",
            AdapterPreference.MinimumPower => "minimum_power",
            _ => "default",
        },
    });

    private static ProviderEntry CoreMl(CoreMlOptions options)
    {
        Dictionary<string, string> settings = new()
        {
            ["MLComputeUnits"] = options.ComputeUnits switch
            {
                CoreMlUnits.CpuOnly => "CPUOnly",
                CoreMlUnits.CpuAndGpu => "CPUAndGPU",
                CoreMlUnits.CpuAndNeuralEngine => "CPUAndNeuralEngine",
                _ => "ALL",
            },
            ["ModelFormat"] = options.ModelFormat == CoreMlFormat.NeuralNetwork ? "NeuralNetwork" : "MLProgram",
            ["RequireStaticInputShapes"] = Flag(options.RequireStaticShapes),
        };
        if (options.CacheFolder is { } folder)
            settings["ModelCacheDirectory"] = folder;
        return new ProviderEntry(ExecutionProvider.CoreMl, settings);
    }

    private static ProviderEntry TensorRt(TensorRtOptions options)
    {
        Dictionary<string, string> settings = new()
        {
            ["device_id"] = Text(options.Cuda.DeviceId),
            ["trt_fp16_enable"] = Flag(options.Fp16),
            ["trt_bf16_enable"] = Flag(options.Bf16),
            ["trt_engine_cache_enable"] = Flag(options.CacheFolder is not null),
            ["trt_timing_cache_enable"] = Flag(options.CacheFolder is not null),
        };
        if (options.CacheFolder is { } folder)
            (settings["trt_engine_cache_path"], settings["trt_timing_cache_path"]) = (folder, folder);
        if (options.MaxWorkspace is { } bytes)
            settings["trt_max_workspace_size"] = Text(bytes);
        if (options.OptimizationLevel is { } level)
            settings["trt_builder_optimization_level"] = Text(level);
        if (options.Profiles.Count > 0)
        {
            settings["trt_profile_min_shapes"] = Shapes(profile => profile.Least);
            settings["trt_profile_opt_shapes"] = Shapes(profile => profile.Usual);
            settings["trt_profile_max_shapes"] = Shapes(profile => profile.Most);
        }

        return new ProviderEntry(ExecutionProvider.TensorRt, settings);

        string Shapes(Func<ShapeProfile, IReadOnlyList<long>> shape) => string.Join(',', options.Profiles.Select(profile => $"{profile.Input}:{ShapeText.Of(shape(profile))}"));
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "1" : "0";
}

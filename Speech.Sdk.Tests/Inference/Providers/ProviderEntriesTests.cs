using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Providers;

/// <summary>Typed options against the strings that ONNX Runtime documents for each provider.</summary>
public sealed class ProviderEntriesTests
{
    private static readonly TestCaseData[] Mappings =
    [
        Case(new CudaOptions(), "Cuda: device_id=0 arena_extend_strategy=kNextPowerOfTwo cudnn_conv_algo_search=HEURISTIC use_tf32=0 enable_cuda_graph=0"),
        Case(
            new CudaOptions { DeviceId = 2, MemoryLimit = 5_000_000_000, ArenaGrowth = ArenaGrowth.SameAsRequested, UseTf32 = true, ConvolutionSearch = ConvolutionSearch.Exhaustive },
            "Cuda: device_id=2 arena_extend_strategy=kSameAsRequested cudnn_conv_algo_search=EXHAUSTIVE use_tf32=1 enable_cuda_graph=0 gpu_mem_limit=5000000000"),
        Case(new DirectMlOptions(), "DirectMl: performance_preference=default"),
        Case(new DirectMlOptions { Preference = AdapterPreference.HighPerformance }, "DirectMl: performance_preference=high_performance"),
        Case(new DirectMlOptions { Preference = AdapterPreference.MinimumPower }, "DirectMl: performance_preference=minimum_power"),
        Case(new DirectMlOptions { DeviceId = 1 }, "DirectMl: device_id=1"),
        Case(new CoreMlOptions(), "CoreMl: MLComputeUnits=ALL ModelFormat=MLProgram RequireStaticInputShapes=0"),
        Case(
            new CoreMlOptions { ComputeUnits = CoreMlUnits.CpuAndNeuralEngine, ModelFormat = CoreMlFormat.NeuralNetwork, RequireStaticShapes = true, CacheFolder = "/c" },
            "CoreMl: MLComputeUnits=CPUAndNeuralEngine ModelFormat=NeuralNetwork RequireStaticInputShapes=1 ModelCacheDirectory=/c"),
        Case(new CoreMlOptions { ComputeUnits = CoreMlUnits.CpuAndGpu }, "CoreMl: MLComputeUnits=CPUAndGPU ModelFormat=MLProgram RequireStaticInputShapes=0"),
        Case(new CoreMlOptions { ComputeUnits = CoreMlUnits.CpuOnly }, "CoreMl: MLComputeUnits=CPUOnly ModelFormat=MLProgram RequireStaticInputShapes=0"),
        Case(
            new TensorRtOptions { Cuda = new CudaOptions { DeviceId = 3 } },
            "TensorRt: device_id=3 trt_fp16_enable=0 trt_bf16_enable=0 trt_engine_cache_enable=0 trt_timing_cache_enable=0 | " +
            "Cuda: device_id=3 arena_extend_strategy=kNextPowerOfTwo cudnn_conv_algo_search=HEURISTIC use_tf32=0 enable_cuda_graph=0"),
        Case(
            new TensorRtOptions
            {
                Fp16 = true, Bf16 = true, CacheFolder = "/e", MaxWorkspace = 1 << 30, OptimizationLevel = 5,
                Profiles = [new("mel", [1, 80, 2], [1, 80, 3000], [8, 80, 3000]), new("ids", [1, 1], [1, 4], [1, 9])],
            },
            "TensorRt: device_id=0 trt_fp16_enable=1 trt_bf16_enable=1 trt_engine_cache_enable=1 trt_timing_cache_enable=1 trt_engine_cache_path=/e trt_timing_cache_path=/e " +
            "trt_max_workspace_size=1073741824 trt_builder_optimization_level=5 trt_profile_min_shapes=mel:1x80x2,ids:1x1 trt_profile_opt_shapes=mel:1x80x3000,ids:1x4 " +
            "trt_profile_max_shapes=mel:8x80x3000,ids:1x9 | Cuda: device_id=0 arena_extend_strategy=kNextPowerOfTwo cudnn_conv_algo_search=HEURISTIC use_tf32=0 enable_cuda_graph=0"),
        Case(new CpuOptions(), ""),
    ];

    private static readonly TestCaseData[] Wrong =
    [
        new(new CudaOptions { DeviceId = -1 }, "DeviceId is -1; expected 0 or more"),
        new(new CudaOptions { MemoryLimit = 0 }, "MemoryLimit is 0 bytes; expected more than 0"),
        new(new CudaOptions { CudaGraph = true, CachesOnDevice = false }, "CudaGraph needs CachesOnDevice"),
        new(new CudaOptions { ArenaGrowth = (ArenaGrowth)9 }, "expected one of NextPowerOfTwo, SameAsRequested"),
        new(new CudaOptions { ConvolutionSearch = (ConvolutionSearch)9 }, "expected one of Heuristic, Exhaustive, Default"),
        new(new DirectMlOptions { DeviceId = -2 }, "DeviceId is -2"),
        new(new DirectMlOptions { DeviceId = 0, Preference = AdapterPreference.MinimumPower }, "leave one of them out"),
        new(new CoreMlOptions { CacheFolder = " " }, "CacheFolder is blank"),
        new(new CoreMlOptions { ComputeUnits = (CoreMlUnits)9 }, "ComputeUnits is 9"),
        new(new TensorRtOptions { OptimizationLevel = 6 }, "OptimizationLevel is 6; expected 0 to 5"),
        new(new TensorRtOptions { Cuda = new CudaOptions { CudaGraph = true } }, "captured steps are for CUDA alone"),
        new(new TensorRtOptions { Cuda = new CudaOptions { DeviceId = -1 } }, "Cuda.DeviceId is -1"),
        new(new TensorRtOptions { Profiles = [new("mel", [1, 80, 5], [1, 80, 4], [1, 80, 6])] }, "the profile of mel is 1x80x5, 1x80x4, 1x80x6; expected as many dimensions"),
        new(new AutoOptions { Order = [new AutoOptions()] }, "Order holds Auto itself"),
        new(new AutoOptions { Order = [new CudaOptions { DeviceId = -3 }] }, "Order's Cuda: DeviceId is -3"),
    ];

    [TestCaseSource(nameof(Mappings))]
    public void Of_Options_AreOnnxRuntimesStrings(ProviderOptions options, string expected)
    {
        IEnumerable<string> entries = ProviderEntries.Of(options, captures: false)
            .Select(entry => $"{entry.Provider}: {string.Join(' ', entry.Settings.Select(setting => $"{setting.Key}={setting.Value}"))}");
        Assert.That(string.Join(" | ", entries), Is.EqualTo(expected));
        Assert.That(options.Validate, Throws.Nothing);
    }

    [TestCase(true, true, "1")]
    [TestCase(true, false, "0")]
    [TestCase(false, true, "0")]
    public void Of_CudaGraph_IsForGraphsWhoseRunsRepeat(bool asked, bool captures, string expected) =>
        Assert.That(ProviderEntries.Of(new CudaOptions { CudaGraph = asked }, captures).Single().Settings["enable_cuda_graph"], Is.EqualTo(expected));

    [TestCaseSource(nameof(Wrong))]
    public void Validate_OptionOutOfRange_IsNamed(ProviderOptions options, string expected)
    {
        Assert.That(options.Validate, Throws.TypeOf<InvalidOptionException>().With.Message.StartsWith($"{options.Provider}: ").And.Message.Contains(expected));
        Assert.That(new RecognizerOptions { ExecutionProvider = options }.Validate, Throws.TypeOf<InvalidOptionException>());
    }

    [Test]
    public void FromExecutionProvider_EveryName_GivesItsOptions()
    {
        foreach (ExecutionProvider provider in Enum.GetValues<ExecutionProvider>())
            Assert.That(((ProviderOptions)provider).Provider, Is.EqualTo(provider));
        Assert.That(() => (ProviderOptions)(ExecutionProvider)99, Throws.TypeOf<InvalidOptionException>().With.Message.Contains("expected one of Auto, Cpu, Cuda"));
    }

    private static TestCaseData Case(ProviderOptions options, string expected) => new(options, expected);
}

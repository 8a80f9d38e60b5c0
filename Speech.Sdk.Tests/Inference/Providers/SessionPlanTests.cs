using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Providers;

public sealed class SessionPlanTests
{
    [TestCase(ExecutionProvider.Cpu, "")]
    [TestCase(ExecutionProvider.Cuda, "Cuda")]
    [TestCase(ExecutionProvider.DirectMl, "DirectMl")]
    [TestCase(ExecutionProvider.CoreMl, "CoreMl")]
    [TestCase(ExecutionProvider.TensorRt, "TensorRt Cuda")]
    public void Of_Provider_IsFirstAndItsPlacementsAreRecorded(ExecutionProvider provider, string expected)
    {
        SessionPlan plan = SessionPlan.Of(provider, threads: 3);
        Assert.That(string.Join(' ', plan.Providers.Select(entry => entry.Provider)), Is.EqualTo(expected));
        Assert.That(plan.Configuration.ContainsKey(NodePlacement.RecordKey), Is.EqualTo(provider != ExecutionProvider.Cpu));
        Assert.That(plan.Threads, Is.EqualTo(3));
    }

    /// <summary>DirectML refuses memory patterns and parallel execution (ONNX Runtime's documentation of the provider); native options are the same for every provider.</summary>
    [Test]
    public void Create_AnyPlan_IsSequentialWithoutMemoryPatterns()
    {
        using SessionOptions options = (SessionPlan.Of(ExecutionProvider.DirectMl, threads: 2) with { Providers = [] }).Create();
        Assert.That((options.ExecutionMode, options.EnableMemoryPattern, options.IntraOpNumThreads), Is.EqualTo((ExecutionMode.ORT_SEQUENTIAL, false, 2)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Create_ProcessorsArena_IsAsAsked(bool arena)
    {
        using SessionOptions options = SessionPlan.Of(new CpuOptions { UseArena = arena }, threads: 0).Create();
        Assert.That((options.EnableCpuMemArena, options.IntraOpNumThreads), Is.EqualTo((arena, PhysicalCores.Count)));
    }

    // What one session lets go another takes; a device's sessions have their memory there.
    [TestCase(ExecutionProvider.Cpu, true, true)]
    [TestCase(ExecutionProvider.Cpu, false, false)]
    [TestCase(ExecutionProvider.Cuda, true, false)]
    public void Of_Processor_SharesOneArena(ExecutionProvider provider, bool arena, bool expected) => Assert.That(
        SessionPlan.Of(provider == ExecutionProvider.Cpu ? new CpuOptions { UseArena = arena } : provider, threads: 1).Configuration.ContainsKey(SharedArena.ConfigurationKey), Is.EqualTo(expected));

    /// <summary>What a processor runs as it is written need not be searched for what could be fused; a GPU's provider fuses what it has kernels for.</summary>
    [TestCase(ExecutionProvider.Cpu, true, GraphOptimizationLevel.ORT_DISABLE_ALL)]
    [TestCase(ExecutionProvider.Cpu, false, GraphOptimizationLevel.ORT_ENABLE_ALL)]
    [TestCase(ExecutionProvider.Cuda, true, GraphOptimizationLevel.ORT_ENABLE_ALL)]
    public void Create_FusedGraph_IsOptimizedElsewhereAlone(ExecutionProvider provider, bool isFused, GraphOptimizationLevel expected)
    {
        using SessionOptions options = (SessionPlan.Of(provider, threads: 1, new SessionUse(IsFused: isFused)) with { Providers = [] }).Create();
        Assert.That(options.GraphOptimizationLevel, Is.EqualTo(expected));
    }
}

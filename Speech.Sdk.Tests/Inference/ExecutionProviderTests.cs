using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class ExecutionProviderTests
{
    [Test]
    public void Probe_EveryProviderButAuto_IsNamedWithAReason()
    {
        IReadOnlyList<ExecutionProviderStatus> all = ExecutionProviders.Probe();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Select(status => status.Provider), Is.EqualTo(new[] { ExecutionProvider.Cpu, ExecutionProvider.Cuda, ExecutionProvider.DirectMl }));
            Assert.That(all[0].Usable, Is.True);
            Assert.That(all.Select(status => status.Reason), Has.All.Not.Empty);
        }
    }

    [TestCase(ExecutionProvider.Auto)]
    [TestCase(ExecutionProvider.Cpu)]
    public void Choose_ModelWithoutGpuKernels_IsTheProcessor(ExecutionProvider asked) =>
        Assert.That(ExecutionProviders.Choose(asked, [], "whisper-base (int8)"), Is.EqualTo(ExecutionProvider.Cpu));

    [Test]
    public void Choose_CudaForAModelWithoutItsKernels_Throws()
    {
        ExecutionProviderStatus cuda = ExecutionProviders.Probe().Single(status => status.Provider == ExecutionProvider.Cuda);
        Assert.That(
            () => ExecutionProviders.Choose(ExecutionProvider.Cuda, [], "whisper-base (int8)"),
            Throws.TypeOf<ExecutionProviderException>().With.Message.Contains(cuda.Usable ? "fp16" : cuda.Reason));
    }
}

using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference;

public sealed class ExecutionProviderTests
{
    [Test]
    public void Probe_EveryProviderButAuto_IsNamedWithAReason()
    {
        IReadOnlyList<ExecutionProviderStatus> all = ExecutionProviders.Probe();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Select(status => status.Provider), Is.EqualTo(Enum.GetValues<ExecutionProvider>().Except([ExecutionProvider.Auto])));
            Assert.That(all[0].Usable, Is.True);
            Assert.That(all.Select(status => status.Reason), Has.All.Not.Empty);
            Assert.That(all.Skip(1).Select(status => status.Package), Has.All.Not.Null);
        }
    }

    [TestCase(ExecutionProvider.Auto)]
    [TestCase(ExecutionProvider.Cpu)]
    public void Choose_ModelWithoutGpuKernels_IsTheProcessor(ExecutionProvider asked) =>
        Assert.That(ExecutionProviders.Choose(asked, new ModelFit("whisper-base (int8)", [])).Chosen, Is.EqualTo(new CpuOptions()));

    [Test]
    public void Choose_CudaForAModelWithoutItsKernels_Throws()
    {
        ExecutionProviderStatus cuda = ExecutionProviders.Probe(ExecutionProvider.Cuda);
        Assert.That(
            () => ExecutionProviders.Choose(ExecutionProvider.Cuda, new ModelFit("whisper-base (int8)", [])),
            Throws.TypeOf<ExecutionProviderException>().With.Message.Contains(cuda.Usable ? "fp16" : cuda.Reason));
    }

    [Test]
    public void Probe_Auto_IsAnOptionError() =>
        Assert.That(() => ExecutionProviders.Probe(ExecutionProvider.Auto), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("Auto"));
}

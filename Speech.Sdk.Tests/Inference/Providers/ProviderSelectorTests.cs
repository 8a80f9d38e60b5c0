using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Providers;

/// <summary>What is chosen where some providers work and some do not, without any of them.</summary>
public sealed class ProviderSelectorTests
{
    private static readonly ExecutionProvider[] Gpus = [ExecutionProvider.Cuda, ExecutionProvider.TensorRt, ExecutionProvider.DirectMl];
    private readonly List<ExecutionProvider> _probed = [];

    [SetUp]
    public void Clear() => _probed.Clear();

    [TestCase(nameof(OsKind.Linux), "Cuda", "Cuda", "Cpu,DirectMl,CoreMl,TensorRt")]
    [TestCase(nameof(OsKind.Linux), "", "Cpu", "Cuda,DirectMl,CoreMl,TensorRt")]
    [TestCase(nameof(OsKind.Linux), "TensorRt", "Cpu", "Cuda,DirectMl,CoreMl,TensorRt")]
    [TestCase(nameof(OsKind.Windows), "Cuda,DirectMl", "Cuda", "DirectMl,Cpu,CoreMl,TensorRt")]
    [TestCase(nameof(OsKind.Windows), "DirectMl", "DirectMl", "Cuda,Cpu,CoreMl,TensorRt")]
    [TestCase(nameof(OsKind.Windows), "", "Cpu", "Cuda,DirectMl,CoreMl,TensorRt")]
    [TestCase(nameof(OsKind.MacOs), "CoreMl", "Cpu", "CoreMl,Cuda,DirectMl,TensorRt")]
    public void Auto_HalfPrecision_TakesTheFirstThatWorks(string os, string works, string chosen, string passedOver)
    {
        ProviderReport report = Select(Enum.Parse<OsKind>(os), works, new AutoOptions(), new ModelFit("m (fp16)", Gpus));
        Assert.That((report.Chosen.Provider.ToString(), string.Join(',', report.PassedOver.Select(status => status.Provider))), Is.EqualTo((chosen, passedOver)));
        Assert.That(report.PassedOver.Select(status => status.Reason), Has.All.Not.Empty);
    }

    [Test]
    public void Auto_EveryReason_IsTold()
    {
        ProviderReport report = Select(OsKind.Windows, "DirectMl", new AutoOptions(), new ModelFit("m (fp16)", Gpus));
        Assert.That(report.PassedOver.Select(status => $"{status.Provider}: {status.Reason}"), Is.EqualTo(new[]
        {
            "Cuda: no Cuda here", "Cpu: DirectMl comes first in the order and works", "CoreMl: Auto does not try it here; ask for it, or name it in an order",
            "TensorRt: Auto does not try it here; ask for it, or name it in an order",
        }));
    }

    [Test]
    public void Auto_ModelWithoutGpuKernels_TriesNothing()
    {
        ProviderReport report = Select(OsKind.Linux, "Cuda", new AutoOptions(), new ModelFit("m (int8)", []));
        Assert.That((report.Chosen, report.PassedOver[0].Reason), Is.EqualTo(((ProviderOptions)new CpuOptions(), "it has no kernels for m (int8)")));
        Assert.That(_probed, Is.Empty);
    }

    [Test]
    public void Auto_OtherExportersGraph_TakesAGpuOnlyWhereAnOrderNamesIt()
    {
        ModelFit fit = new("m (as exported)", Gpus) { OnlyWhenAsked = "not unless asked" };
        Assert.That(Select(OsKind.Linux, "Cuda", new AutoOptions(), fit).PassedOver[0].Reason, Is.EqualTo("not unless asked"));
        Assert.That(Select(OsKind.Linux, "Cuda", new AutoOptions { Order = [ExecutionProvider.Cuda] }, fit).Chosen.Provider, Is.EqualTo(ExecutionProvider.Cuda));
    }

    [Test]
    public void Auto_OrderOfTheCallers_IsKeptWithItsOptions()
    {
        CudaOptions second = new() { DeviceId = 1 };
        AutoOptions auto = new() { Order = [new TensorRtOptions(), second, new CpuOptions { UseArena = false }] };
        Assert.That(Select(OsKind.Linux, "Cuda", auto, new ModelFit("m (fp16)", Gpus)).Chosen, Is.EqualTo(second));
        Assert.That(Select(OsKind.Linux, "", auto, new ModelFit("m (fp16)", Gpus)).Chosen, Is.EqualTo(new CpuOptions { UseArena = false }));
        Assert.That(Select(OsKind.Linux, "Cuda", new AutoOptions { Order = [new CpuOptions(), second] }, new ModelFit("m (fp16)", Gpus)).Chosen, Is.EqualTo(new CpuOptions()));
    }

    [TestCase("Cuda", "fp16", "", "Cuda was asked for but cannot be used: no Cuda here")]
    [TestCase("Cuda", "int8", "Cuda", "Cuda was asked for but has no kernels for m (int8); export the checkpoint with precision fp16")]
    [TestCase("CoreMl", "fp16", "CoreMl", "CoreMl was asked for but has no kernels for m (fp16); ask for Cuda, TensorRt, DirectMl, Cpu or Auto.")]
    public void Explicit_ThatCannotBeHad_Throws(string asked, string precision, string works, string expected) => Assert.That(
        () => Select(OsKind.Linux, works, Enum.Parse<ExecutionProvider>(asked), new ModelFit($"m ({precision})", precision == "fp16" ? Gpus : [])),
        Throws.TypeOf<ExecutionProviderException>().With.Message.StartsWith(expected));

    [TestCase("Cpu", "int8")]
    [TestCase("Cuda", "fp16")]
    [TestCase("TensorRt", "fp16")]
    public void Explicit_ThatWorks_IsTakenAndNothingElseConsidered(string asked, string precision)
    {
        ProviderOptions options = Enum.Parse<ExecutionProvider>(asked);
        ProviderReport report = Select(OsKind.Linux, asked, options, new ModelFit($"m ({precision})", precision == "fp16" ? Gpus : []));
        Assert.That((report.Asked, report.Chosen, report.PassedOver.Count), Is.EqualTo((options, options, 0)));
    }

    private ProviderReport Select(OsKind os, string works, ProviderOptions asked, ModelFit fit)
    {
        string[] working = works.Split(',');
        return new ProviderSelector(os, options =>
        {
            _probed.Add(options.Provider);
            return new ExecutionProviderStatus(options.Provider, working.Contains(options.Provider.ToString()), $"no {options.Provider} here");
        }).Select(asked, fit);
    }
}

using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

/// <summary>What a model runs on, as the command line takes and tells it.</summary>
public sealed class DeviceTests
{
    private static readonly OperatorsElsewhere Shapes = new("encoder.onnx", "CPUExecutionProvider", new Dictionary<string, int> { ["Shape"] = 3 });
    private static readonly OperatorsElsewhere Attention = new("decoder.onnx", "CPUExecutionProvider", new Dictionary<string, int> { ["GroupQueryAttention"] = 6, ["Shape"] = 1 });

    private static readonly TestCaseData[] Devices =
    [
        new("auto", new AutoOptions()), new("CPU", new CpuOptions()), new("cuda", new CudaOptions()), new("cuda:1", new CudaOptions { DeviceId = 1 }),
        new("directml", new DirectMlOptions()), new("directml:0", new DirectMlOptions { DeviceId = 0 }), new("coreml", new CoreMlOptions()),
        new("tensorrt", new TensorRtOptions()), new("TensorRT:2", new TensorRtOptions { Cuda = new CudaOptions { DeviceId = 2 } }),
    ];

    [TestCaseSource(nameof(Devices))]
    public async Task Device_Given_ArrivesWithItsNumber(string given, ProviderOptions expected)
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--device", given), Is.Zero, run.Error);
        Assert.That(run.LoadedWith!.ExecutionProvider, Is.EqualTo(expected));
    }

    [TestCase("cuda:-1")]
    [TestCase("cuda:")]
    [TestCase("cuda:1:2")]
    [TestCase("cpu:0")]
    [TestCase("coreml:1")]
    [TestCase("2")]
    [TestCase("")]
    public async Task Device_Wrong_IsNamed(string given)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("classify", "a.wav", "-m", "m", "--device", given), Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith($"error: --device: '{given}' was given; expected auto, cpu, cuda, directml, coreml or tensorrt, and for a GPU its number behind a colon, as in cuda:1."));
    }

    [TestCase(false, "note: whisper-base: decoder.onnx: 7 operators run on CPUExecutionProvider (GroupQueryAttention 6, Shape 1)")]
    [TestCase(
        true,
        "note: whisper-base: runs on cuda (asked for: auto)|note: whisper-base: not on tensorrt: too slow|note: whisper-base: encoder.onnx: 3 operators run on CPUExecutionProvider (Shape 3)|" +
        "note: whisper-base: decoder.onnx: 7 operators run on CPUExecutionProvider (GroupQueryAttention 6, Shape 1)")]
    public async Task Verbose_TellsWhatWasChosen_AndWithoutItOnlyWhatIsSlow(bool verbose, string expected)
    {
        using TemporaryFolder folder = new("a.wav");
        FakeRecognizer recognizer = new();
        CliRun run = new()
        {
            Recognizer = new FakeRecognizer
            {
                Info = recognizer.Info with
                {
                    ProviderReport = new ProviderReport
                    {
                        Asked = new AutoOptions(), Chosen = new CudaOptions(), PassedOver = [new(ExecutionProvider.TensorRt, false, "too slow")], Elsewhere = [Shapes, Attention],
                    },
                },
            },
        };
        Assert.That(await run.InvokeAsync(verbose ? ["transcribe", folder["a.wav"], "--verbose"] : ["transcribe", folder["a.wav"]]), Is.Zero);
        Assert.That(string.Join('|', run.ErrorLines), Is.EqualTo(expected));
    }

    [Test]
    public async Task Devices_EveryProvider_ALineWithItsReason()
    {
        string order = string.Join(", ", ExecutionProviders.AutoOrder.Append(ExecutionProvider.Cpu)).ToLowerInvariant();
        CliRun run = new()
        {
            ProbeProviders = () =>
            [
                new(ExecutionProvider.Cpu, true, "4 physical cores"), new(ExecutionProvider.Cuda, false, "missing: libcudnn.so.9; looked in /lib."), new(ExecutionProvider.DirectMl, true, "a session runs on it"),
                new(ExecutionProvider.CoreMl, false, "macOS has it."), new(ExecutionProvider.TensorRt, false, "it needs CUDA."),
            ],
        };
        Assert.That(await run.InvokeAsync("devices"), Is.Zero);
        Assert.That(run.Error, Is.Empty);
        Assert.That(run.Output, Is.EqualTo($"""
            cpu       yes  4 physical cores
            cuda      no   missing: libcudnn.so.9; looked in /lib.
            directml  yes  a session runs on it
            coreml    no   macOS has it.
            tensorrt  no   it needs CUDA.
            auto      takes the first that works and suits the model: {order}

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task Devices_Names_AreThoseThatDeviceTakes()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun list = new();
        Assert.That(await list.InvokeAsync("devices"), Is.Zero);
        foreach (string name in list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]))
            Assert.That(await new CliRun().InvokeAsync("transcribe", folder["a.wav"], "--device", name), Is.Zero, name);
    }

    [Test]
    public async Task Devices_WithoutNativeLibrary_OneLineAndNoList()
    {
        CliRun run = new() { ProbeProviders = () => throw new ExecutionProviderException("ONNX Runtime's native library is not here; add a package.") };
        Assert.That(await run.InvokeAsync("devices"), Is.EqualTo(2));
        Assert.That((run.Output, run.Error), Is.EqualTo(("", "error: ONNX Runtime's native library is not here; add a package.\n")));
    }

    [Test]
    public async Task Devices_Argument_IsRefused()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("devices", "cuda"), Is.EqualTo(2));
        Assert.That((run.Output, run.ErrorLines[0]), Is.EqualTo(("", "error: 'cuda' is not a command or an option of 'speech devices'.")));
    }

    [Test]
    public async Task Devices_List_NamesEveryProviderAndTheOrder()
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync("devices"), Is.Zero);
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]), Is.EqualTo(new[] { "cpu", "cuda", "directml", "coreml", "tensorrt", "auto" }));
        Assert.That(run.Output, Does.Contain("takes the first that works and suits the model: ").And.EndsWith("cpu\n"));
    }
}

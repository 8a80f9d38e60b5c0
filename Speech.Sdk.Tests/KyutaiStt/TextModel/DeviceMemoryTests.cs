using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Models.KyutaiStt.TextModel;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Inference;
using Speech.Sdk.Tests.Inference.Memory;
using Speech.Sdk.Tests.Wav2Vec2Bert;

namespace Speech.Sdk.Tests.KyutaiStt.TextModel;

/// <summary>Streams whose keys and values lie where the processor does not reach, against the same in the machine's own memory.</summary>
public sealed class DeviceMemoryTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Export()
    {
        _folder = new TemporaryFolder();
        CheckpointExporter.Export(TinyKyutai.WriteOriginal(_folder.Combine("checkpoint")), _folder.Combine("model"), ExportOptions.Fp32);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Steps_InADevicesMemory_GiveTheSameTokens()
    {
        WatchedMemory device = new();
        Assert.That(Run(device), Is.EqualTo(Run(TensorMemory.Host)));
        Assert.That(device.Held, Is.Zero);
    }

    [Test]
    public void Memory_EndsAtAnyAllocation_IsAnErrorThatKeepsNothing()
    {
        WatchedMemory device = new();
        using OrtSession graph = Load(device);
        device.AssertNothingIsKept(() =>
        {
            using TextSteps text = new(graph, TinyKyutai.Theta);
            for (int stream = 0; stream < 3; stream++)
                text.Add();
        });
    }

    [Test]
    public void Plan_KeysAndValuesStayOnTheDevice()
    {
        WatchedMemory device = new();
        using OrtSession graph = Load(device);
        using TextSteps text = new(graph, TinyKyutai.Theta);
        text.Add();
        text.Add();
        Feed(text, 0);
        IReadOnlyList<BoundTensor> bound = text.BoundOf(0, 2);
        Assert.That(bound.Select(one => one.Name), Is.EquivalentTo(graph.Native.InputNames.Concat(graph.Native.OutputNames)));
        Assert.That(bound.Where(one => !device.Holds(one)), Is.Empty);
        for (int layer = 0; layer < TinyKyutai.Layers; layer++)
        {
            foreach (string kind in (string[])["keys", "values"])
                Assert.That(Named($"{kind}_out_{layer}"), Is.SameAs(Named($"{kind}_{layer}")), "written in place");
        }

        object Named(string name) => bound.Single(one => one.Name == name).Tensor;
    }

    [Test]
    public void Scores_AreFetchedOnlyWhereTheyAreRead()
    {
        WatchedMemory device = new();
        using OrtSession graph = Load(device);
        using TextSteps text = new(graph, TinyKyutai.Theta);
        text.Add();
        text.Add();
        Assert.That(Fetched(() => Feed(text, 0)), Is.EqualTo(2 * (sizeof(long) + sizeof(float) + (text.PauseHeads * sizeof(float)))), "a token, its probability and the pauses of each row");
        Assert.That(Fetched(() => text.Logits(1)), Is.EqualTo(graph.OutputShape("logits")[1] * sizeof(float)), "the scores of one row");

        long Fetched(Action action)
        {
            long before = device.Crossed.Fetched;
            action();
            return device.Crossed.Fetched - before;
        }
    }

    /// <summary>Where a GPU is: caches on it, copied at every step, and steps that are captured, against the processor.</summary>
    [TestCase(true, false)]
    [TestCase(false, false)]
    [TestCase(true, true)]
    public void Steps_OnCuda_GiveTheProcessorsScores(bool onDevice, bool captured)
    {
        CudaMachine.Require();
        string half = _folder.Combine("half");
        if (!Directory.Exists(half))
            CheckpointExporter.Export(_folder.Combine("checkpoint"), half, ExportOptions.Fp16);
        float[] Scores(ProviderOptions provider)
        {
            using OrtSession graph = OrtSession.Load(Path.Combine(half, "text-step.onnx"), provider, threads: 1, new SessionUse(Captures: true));
            using TextSteps text = new(graph, TinyKyutai.Theta);
            text.Add();
            text.Add();
            List<float> scores = [];
            for (int step = 0; step < 2 * TinyKyutai.Window; step++)
            {
                Feed(text, step);
                scores.AddRange([.. text.Logits(0), .. text.Logits(1)]);
            }

            return [.. scores];
        }

        Assert.That(Close.WorstDifference(Scores(new CudaOptions { CachesOnDevice = onDevice, CudaGraph = captured }), Scores(ExecutionProvider.Cpu)), Is.LessThan(0.05));
    }

    /// <summary>Streams join and leave, go past the window, grow the buffers, and one is saved and restored.</summary>
    private float[] Run(TensorMemory memory)
    {
        using OrtSession graph = Load(memory);
        using TextSteps text = new(graph, TinyKyutai.Theta);
        List<float> scores = [];
        text.Add();
        for (int step = 0; step < 3 * TinyKyutai.Window; step++)
        {
            if (step is 2 or 4 or 6 or 15)
                text.Add();
            if (step == 9)
                text.RemoveAt(0);
            if (step is 5 or 20)
            {
                using MemoryStream state = new();
                using (BinaryWriter writer = new(state, System.Text.Encoding.UTF8, leaveOpen: true))
                    text.Save(1, writer);
                state.Position = 0;
                using BinaryReader reader = new(state);
                text.Restore(0, reader);
            }

            Feed(text, step);
            for (int row = 0; row < text.Count; row++)
                scores.AddRange([.. text.Logits(row), .. text.Pauses(row), text.Token(row).Id, text.Token(row).LogProbability]);
        }

        return [.. scores];
    }

    private static void Feed(TextSteps text, int step)
    {
        for (int row = 0; row < text.Count; row++)
            text.Feed(row, ((row * 57) + (step * 31)) % TinyKyutai.Texts, [.. Enumerable.Range(0, TinyKyutai.Codebooks).Select(codebook => (long)(((step * 7) + (row * 3) + codebook) % TinyKyutai.Codes))]);
        text.Step(CancellationToken.None);
    }

    private OrtSession Load(TensorMemory memory) =>
        OrtSession.Load(_folder.Combine("model/text-step.onnx"), ExecutionProvider.Cpu, threads: 1, new SessionUse(Captures: true, memory));
}

using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Inference;
using Speech.Sdk.Tests.Inference.Memory;
using Speech.Sdk.Tests.Wav2Vec2Bert;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A decoder whose keys and values lie where the processor does not reach, against the same in the machine's own memory.</summary>
public sealed class DeviceMemoryTests
{
    private const int Windows = 3;
    private static readonly int[] Prompt = [1, 2, 3];
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Export()
    {
        _folder = new TemporaryFolder();
        CheckpointExporter.Export(new TinyWhisper { TargetPositions = 200 }.Write(_folder.Combine("checkpoint")), _folder.Combine("model"), ExportOptions.Fp32);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(1, "0,1,2;0,1,2;0,2", TestName = "Greedy, of which one window ends")]
    [TestCase(2, "0,0,2,2,4,4;1,0,2,3,5,4;1,1,4,5;3,2", TestName = "Beams that change places, of which windows end")]
    public void Steps_InADevicesMemory_GiveTheSameScores(int beams, string steps)
    {
        WatchedMemory device = new();
        Assert.That(Decode(device, beams, steps), Is.EqualTo(Decode(TensorMemory.Host, beams, steps)));
        Assert.That(device.Held, Is.Zero);
    }

    [Test]
    public void Steps_CrossAttentionInBytes_GiveTheSameScores()
    {
        const string steps = "0,1,2;0,1,2;0,2";
        Assert.That(Decode(InBytes(), ExecutionProvider.Cpu, new WatchedMemory(), 1, steps), Is.EqualTo(Decode(InBytes(), ExecutionProvider.Cpu, TensorMemory.Host, 1, steps)));
    }

    /// <summary>The processor's memory is not cleared: what nobody has written is a NaN here, which would not stay where it is.</summary>
    [TestCase(false, 1)]
    [TestCase(false, 2)]
    [TestCase(true, 1)]
    [TestCase(true, 2)]
    public void Steps_InMemoryThatIsNotCleared_ReadNothingThatWasNotWritten(bool bytes, int beams)
    {
        string model = bytes ? InBytes() : _folder.Combine("model");
        // Past the capacity that a cache has at first, and with a window that ends.
        string steps = string.Join(';', [.. Enumerable.Repeat(beams == 1 ? "0,1,2" : "0,0,2,2,4,4", 80), beams == 1 ? "0,2" : "0,1,4,5", beams == 1 ? "0,1" : "0,0,2,3"]);
        float[][] scores = Decode(model, ExecutionProvider.Cpu, new WatchedMemory(isHost: true), beams, steps);
        Assert.That(scores.SelectMany(row => row), Has.All.Matches<float>(float.IsFinite));
        Assert.That(scores, Is.EqualTo(Decode(model, ExecutionProvider.Cpu, new WatchedMemory(), beams, steps)));
    }

    [Test]
    public void Start_BehindAnotherText_TakesNoMemoryForItsTokens()
    {
        WatchedMemory memory = new(isHost: true);
        using WhisperGraphs graphs = Load(_folder.Combine("model"), ExecutionProvider.Cpu, memory);
        using IEncodedWindows windows = Encode(graphs);
        Decode(windows, 2, "0,0,2,2,4,4");
        memory.Room = 0;
        Decode(windows, 1, "0,1,2;0,1,2");
    }

    [Test]
    public void Step_OfALoneWindow_GivesItsCompanionOneTokenAndOnePosition()
    {
        using WhisperGraphs graphs = Load(InBytes(), ExecutionProvider.Cpu, TensorMemory.Host);
        using IEncodedWindows windows = Encode(graphs);
        using InferenceCall call = new(CancellationToken.None);
        using WhisperDecoderState state = (WhisperDecoderState)windows.Start(call, [0], [Prompt], [0], rowsPerWindow: 1);
        state.Advance([4], [0], CancellationToken.None);
        Assert.That(Named("seqlens_k"), Is.EqualTo(new[] { Prompt.Length, 0 }));
        Assert.That(Named("audio_positions"), Is.EqualTo(new[] { 50, 1 }));

        int[] Named(string name) => state.Bound.Single(bound => bound.Name == name).Tensor.GetTensorDataAsSpan<int>().ToArray();
    }

    [TestCase(2, 1, TestName = "Fewer rows than before")]
    [TestCase(1, 2, TestName = "More rows than before")]
    public void Start_BehindAnotherTextOfTheSameWindows_GivesTheSameScores(int before, int beams)
    {
        string model = _folder.Combine("model");
        string longer = string.Join(';', Enumerable.Repeat(before == 1 ? "0,1,2" : "0,0,2,2,4,4", 80));
        string steps = beams == 1 ? "0,1,2;0,2;0,1" : "0,0,2,2,4,4;0,1,4,5;0,0,2,3";
        using WhisperGraphs graphs = Load(model, ExecutionProvider.Cpu, TensorMemory.Host);
        using IEncodedWindows windows = Encode(graphs);
        Decode(windows, before, longer);
        float[][] again = Decode(windows, beams, steps);
        Assert.That(again, Is.EqualTo(Decode(TensorMemory.Host, beams, steps)));
    }

    [Test]
    public void Steps_PastTheCachesCapacity_GiveTheSameScores()
    {
        // A prompt's cache has room for some 64 tokens more at first.
        string steps = string.Join(';', Enumerable.Range(0, 110).Select(step => step % 2 == 0 ? "0,0,2,2,4,4" : "1,0,3,2,5,4"));
        Assert.That(Decode(new WatchedMemory(), 2, steps), Is.EqualTo(Decode(TensorMemory.Host, 2, steps)));
    }

    [Test]
    public void Memory_EndsAtAnyAllocation_IsAnErrorThatKeepsNothing()
    {
        WatchedMemory device = new();
        using WhisperGraphs graphs = Load(_folder.Combine("model"), ExecutionProvider.Cpu, device);
        using InferenceCall call = new(CancellationToken.None);
        device.AssertNothingIsKept(() =>
        {
            using IEncodedWindows windows = Encode(graphs);
            using IWhisperDecoderState state = windows.Start(call, [0], [Prompt], [0], rowsPerWindow: 1);
            for (int step = 0; step < 90; step++)
                state.Advance([4], [0], CancellationToken.None);
        });
    }

    [Test]
    public void Gather_MovingAWindow_TakesMemoryOnce()
    {
        WatchedMemory device = new();
        using WhisperGraphs graphs = Load(_folder.Combine("model"), ExecutionProvider.Cpu, device);
        using EncodedWindows windows = (EncodedWindows)Encode(graphs);
        device.Room = 1;
        windows.Gather([0, 2]);
        Assert.That(windows.Slots.ToArray(), Is.EqualTo(new[] { 0, 2, 1 }));
    }

    [Test]
    public void Plan_CachesStayOnTheDevice_AndOnlyTokensAndScoresCross()
    {
        WatchedMemory device = new();
        using WhisperGraphs graphs = Load(_folder.Combine("model"), ExecutionProvider.Cpu, device);
        using IEncodedWindows windows = Encode(graphs);
        using InferenceCall call = new(CancellationToken.None);
        using WhisperDecoderState state = (WhisperDecoderState)windows.Start(call, [0, 1, 2], [Prompt, Prompt, Prompt], [0, 0, 0], rowsPerWindow: 1);
        state.Advance([4, 5, 6], [0, 1, 2], CancellationToken.None);

        string[] names = [.. graphs.Decoder.Native.InputNames, .. graphs.Decoder.Native.OutputNames];
        Assert.That(state.Bound.Select(bound => bound.Name), Is.EquivalentTo(names));
        Assert.That(state.Bound.Where(bound => !device.Holds(bound)).Select(bound => bound.Name), Is.EqualTo(new[] { "total_sequence_length" }));
        foreach (int layer in (int[])[0, 1])
        {
            foreach (string kind in (string[])["k", "v"])
                Assert.That(Named($"self_{kind}_out_{layer}"), Is.SameAs(Named($"self_{kind}_{layer}")), "written in place");
        }

        (long Sent, long Fetched) before = device.Crossed;
        state.Advance([7, 8, 9], [0, 1, 2], CancellationToken.None);
        // Four rows, one of them a companion: a token, its place and which is scored in 8 bytes, the row's length in 4; a float for each score.
        Assert.That((device.Crossed.Sent - before.Sent, device.Crossed.Fetched - before.Fetched), Is.EqualTo((4L * ((3 * 8) + 4), 4L * 4 * state.VocabularySize)));

        object Named(string name) => state.Bound.Single(bound => bound.Name == name).Tensor;
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
        const string steps = "0,0,2,2,4,4;1,0,2,3,5,4;0,1,2,3,4,5;0,1,2,3,4,5;1,1,4,5;3,2";
        float[][] expected = Decode(half, ExecutionProvider.Cpu, null, 2, steps);
        float[][] actual = Decode(half, new CudaOptions { CachesOnDevice = onDevice, CudaGraph = captured }, null, 2, steps);
        for (int row = 0; row < expected.Length; row++)
            Assert.That(Close.WorstDifference(actual[row], expected[row]), Is.LessThan(0.02), $"row {row}");
    }

    private string InBytes()
    {
        string bytes = _folder.Combine("bytes");
        if (!Directory.Exists(bytes))
            CheckpointExporter.Export(_folder.Combine("checkpoint"), bytes, ExportOptions.Int8);
        return bytes;
    }

    private float[][] Decode(TensorMemory memory, int beams, string steps) => Decode(_folder.Combine("model"), ExecutionProvider.Cpu, memory, beams, steps);

    private static float[][] Decode(string model, ProviderOptions provider, TensorMemory? memory, int beams, string steps)
    {
        using WhisperGraphs graphs = Load(model, provider, memory);
        using IEncodedWindows windows = Encode(graphs);
        return Decode(windows, beams, steps);
    }

    private static float[][] Decode(IEncodedWindows windows, int beams, string steps)
    {
        using InferenceCall call = new(CancellationToken.None);
        using IWhisperDecoderState state = windows.Start(call, [0, 1, 2], [Prompt, [1, 2], Prompt], [1, 0, 2], beams);
        List<float[]> scores = [.. Enumerable.Range(0, Windows).Select(window => state.PromptLogits(window).ToArray())];
        // After the prompts each window has one row, which beams make several of.
        int[] rows = [.. Enumerable.Range(0, Windows).SelectMany(window => Enumerable.Repeat(window, beams))];
        state.Advance([.. rows.Select((_, row) => row + 3)], rows, CancellationToken.None);
        Note();
        foreach (string step in steps.Split(';'))
        {
            int[] parents = [.. step.Split(',').Select(int.Parse)];
            state.Advance([.. parents.Select((parent, row) => 5 + ((7 * parent) + (3 * row)) % 20)], parents, CancellationToken.None);
            Note();
        }

        return [.. scores];

        void Note() => scores.AddRange(Enumerable.Range(0, state.Rows).Select(row => state.Logits(row).ToArray()));
    }

    private static IEncodedWindows Encode(WhisperGraphs graphs)
    {
        IEncodedWindows windows = graphs.CreateWindows(Windows, 100);
        using InferenceCall call = new(CancellationToken.None);
        for (int window = 0; window < Windows; window++)
        {
            for (int value = 0; value < windows.Mel.Length; value++)
                windows.Mel[value] = (float)Math.Sin((value * 0.37) + (window * 2));
            windows.Encode(call, window);
        }

        return windows;
    }

    private static WhisperGraphs Load(string model, ProviderOptions provider, TensorMemory? memory)
    {
        ModelFolder folder = ModelFolder.Open(model, "tiny");
        return WhisperGraphs.Load(folder, WhisperConfig.Read(folder), provider, threads: 1, memory);
    }
}

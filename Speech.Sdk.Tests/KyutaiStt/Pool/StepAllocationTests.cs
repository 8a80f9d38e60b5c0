using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Codec;
using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Models.KyutaiStt.TextModel;
using Speech.Sdk.Tests.Ctc;

namespace Speech.Sdk.Tests.KyutaiStt.Pool;

/// <summary>The step that streams share, with the graphs of a tiny checkpoint.</summary>
public sealed class StepAllocationTests
{
    [Test]
    public async Task Run_RealGraphs_AllocatesNothingAStep()
    {
        using ExportedModel exported = new("fixtures/kyutai/stt-moshi");
        using OrtSession codec = Load("codec-step"), step = Load("text-step");
        FrameEncoder encoder = new(codec);
        Measured text = new(new TextSteps(step, 100_000));
        using StreamPool pool = new(encoder, text, 480, 64, maxStreams: 4);
        // A collection, which any thread can bring about, would count what is left of the step's thread's piece of the heap.
        bool quiet = GC.TryStartNoGCRegion(64 << 20);
        using (PooledStream one = await pool.JoinLiveAsync(default), two = await pool.JoinLiveAsync(default), three = await pool.JoinAsync(default))
        {
            float[] audio = [.. Enumerable.Range(0, StreamPool.LongestTurn * 1920).Select(sample => MathF.Sin(sample / 20f))];
            long[] codes = new long[StreamPool.LongestTurn * encoder.Codebooks];
            for (int turn = 0; turn < 3; turn++)
                await Task.WhenAll(one.HearAsync(audio, 50, default).AsTask(), two.HearAsync(audio, 50, default).AsTask(), three.TakeAsync(codes, 50, default).AsTask());
        }

        if (quiet && System.Runtime.GCSettings.LatencyMode == System.Runtime.GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
        long[] perStep = [.. text.Allocated.Zip(text.Allocated.Skip(1), (before, after) => after - before)];
        // Streams that come alone for a step at a turn's beginning have bindings of their own, once each.
        Assert.That(perStep.Skip(60).Count(bytes => bytes > 0), Is.LessThanOrEqualTo(4), string.Join(' ', perStep));
        Assert.That(perStep[^40..], Is.All.Zero);

        OrtSession Load(string graph) => OrtSession.Load(Path.Combine(exported.Folder, graph + ".onnx"), ExecutionProvider.Cpu, threads: 1);
    }

    /// <summary>Writes down what its thread has allocated so far, once a step.</summary>
    private sealed class Measured(ITextSteps inner) : ITextSteps
    {
        private readonly List<long> _allocated = new(1000);

        public IReadOnlyList<long> Allocated => _allocated;

        public int Count => inner.Count;

        public int PauseHeads => inner.PauseHeads;

        public void Add() => inner.Add();

        public void RemoveAt(int row) => inner.RemoveAt(row);

        public void Save(int row, BinaryWriter target) => inner.Save(row, target);

        public void Restore(int row, BinaryReader source) => inner.Restore(row, source);

        public void Feed(int row, long text, ReadOnlySpan<long> codes) => inner.Feed(row, text, codes);

        public void Step(CancellationToken cancellationToken)
        {
            _allocated.Add(GC.GetAllocatedBytesForCurrentThread());
            inner.Step(cancellationToken);
        }

        public TextToken Token(int row) => inner.Token(row);

        public ReadOnlySpan<float> Pauses(int row) => inner.Pauses(row);

        public void Dispose() => inner.Dispose();
    }
}

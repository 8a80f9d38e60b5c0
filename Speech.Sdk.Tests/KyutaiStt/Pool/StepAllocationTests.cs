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
    private const int Turns = 3;

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
            for (int turn = 0; turn < Turns; turn++)
                await Task.WhenAll(one.HearAsync(audio, 50, default).AsTask(), two.HearAsync(audio, 50, default).AsTask(), three.TakeAsync(codes, 50, default).AsTask());
        }

        if (quiet && System.Runtime.GCSettings.LatencyMode == System.Runtime.GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
        (long Bytes, int Bindings)[] perStep = [.. text.Before.Zip(text.Before.Skip(1), (before, after) => (after.Bytes - before.Bytes, after.Bindings - before.Bindings))];
        // Streams that come alone for a step, at a turn's beginning or end, have bindings of their own, once each; a turn's end wakes who waits for it.
        long[] bound = [.. perStep.Skip(60).Where(step => step.Bindings == 0).Select(step => step.Bytes)];
        Assert.That(bound, Has.Length.GreaterThan(perStep.Length - 70));
        Assert.That(bound.Count(bytes => bytes > 0), Is.LessThanOrEqualTo(Turns * 3), string.Join(' ', bound));

        OrtSession Load(string graph) => OrtSession.Load(Path.Combine(exported.Folder, graph + ".onnx"), ExecutionProvider.Cpu, threads: 1);
    }

    /// <summary>Writes down what its thread has allocated and how many groups of rows it has bound so far, once a step.</summary>
    private sealed class Measured(TextSteps inner) : ITextSteps
    {
        private readonly List<(long Bytes, int Bindings)> _before = new(1000);

        public IReadOnlyList<(long Bytes, int Bindings)> Before => _before;

        public int Count => inner.Count;

        public int PauseHeads => inner.PauseHeads;

        public void Add() => inner.Add();

        public void RemoveAt(int row) => inner.RemoveAt(row);

        public void Save(int row, BinaryWriter target) => inner.Save(row, target);

        public void Restore(int row, BinaryReader source) => inner.Restore(row, source);

        public void Feed(int row, long text, ReadOnlySpan<long> codes) => inner.Feed(row, text, codes);

        public void Step(CancellationToken cancellationToken)
        {
            _before.Add((GC.GetAllocatedBytesForCurrentThread(), inner.Bindings));
            inner.Step(cancellationToken);
        }

        public TextToken Token(int row) => inner.Token(row);

        public ReadOnlySpan<float> Pauses(int row) => inner.Pauses(row);

        public void Dispose() => inner.Dispose();
    }
}

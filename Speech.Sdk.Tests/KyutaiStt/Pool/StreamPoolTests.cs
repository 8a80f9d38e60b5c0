using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Pool;

namespace Speech.Sdk.Tests.KyutaiStt.Pool;

// Streams that a failed test leaves behind would never let the pool go.
#pragma warning disable NUnit1032
public sealed class StreamPoolTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private FakeEncoder _encoder = new();
    private FakeText _text = new();
    private StreamPool _pool = null!;

    [SetUp]
    public void Make()
    {
        (_encoder, _text) = (new FakeEncoder(), new FakeText());
        _pool = new StreamPool(_encoder, _text, FakeText.InitialToken, FakeText.InitialCode, maxStreams: 8);
    }

    // Turns of every length, of audio and of codes, all at once.
    [Test]
    public async Task Run_ManyStreamsThatJoinAndLeave_EachGetsWhatItGetsAlone()
    {
        using StreamPool pool = new(_encoder, _text, FakeText.InitialToken, FakeText.InitialCode, maxStreams: 30);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async seed =>
        {
            Random random = new(seed);
            await Task.Delay(random.Next(20));
            float[] audio = Audio(random, 20 + random.Next(100));
            int[] tokens = await TranscribeAsync(pool, audio, seed % 2 == 0, random);
            Assert.That(tokens, Is.EqualTo(FakeText.Tokens(FakeEncoder.Encode(audio))), $"stream {seed}");
        }));
        pool.Dispose();
        Assert.That((_text.Count, _encoder.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Join_LiveBeyondTheMost_IsAnErrorAndRecordingsWait()
    {
        List<PooledStream> streams = [];
        for (int stream = 0; stream < 8; stream++)
            streams.Add(await _pool.JoinLiveAsync(None));
        await Assert.ThatAsync(() => _pool.JoinLiveAsync(None), Throws.TypeOf<SpeechException>().With.Message.Contains("8 streams").And.Message.Contains("MaxStreams"));
        Task<PooledStream> waiting = _pool.JoinAsync(None);
        Assert.That(waiting.IsCompleted, Is.False);
        streams[3].Dispose();
        streams[3] = await waiting;
        streams.ForEach(stream => stream.Dispose());
        await Leaving();
    }

    [Test]
    public async Task Run_CancelledDuringAStep_ReturnsAtOnceAndLeavesTheOthersAlone()
    {
        using ManualResetEventSlim go = new(true);
        using SemaphoreSlim inStep = new(0);
        _text.Stepping = () =>
        {
            inStep.Release();
            go.Wait();
        };
        Random random = new(1);
        float[] audio = Audio(random, 10);
        using PooledStream other = await _pool.JoinLiveAsync(None);
        PooledStream cancelled = await _pool.JoinLiveAsync(None);
        await other.BeginAsync(None);
        await cancelled.BeginAsync(None);
        go.Reset();
        while (inStep.CurrentCount > 0)
            await inStep.WaitAsync();
        using CancellationTokenSource stop = new();
        Task turn = cancelled.HearAsync(audio, 10, stop.Token).AsTask(), going = other.HearAsync(audio, 10, None).AsTask();
        await inStep.WaitAsync();
        stop.Cancel();
        await Assert.ThatAsync(() => turn, Throws.InstanceOf<OperationCanceledException>());
        cancelled.Dispose();
        Assert.That(_text.Count, Is.EqualTo(2), "the step is under way");
        go.Set();
        await going;
        Assert.That(_text.Count, Is.EqualTo(1));
        Assert.That(other.Tokens.ToArray().Select(token => token.Id), Is.EqualTo(FakeText.Tokens(FakeEncoder.Encode(audio)).Skip(1)));
    }

    // The caches of many streams are more than some machines have.
    [Test]
    public async Task Join_NoMemoryForAnotherStream_IsAnErrorThatSaysSoAndTheOthersGoOn()
    {
        using PooledStream first = await _pool.JoinLiveAsync(None);
        _text.Adding = () => new TensorBuffer(TensorElementType.Int8, 1L << 60).Dispose();
        await Assert.ThatAsync(() => _pool.JoinLiveAsync(None), Throws.TypeOf<SpeechException>().With.Message.Contains("memory").And.Message.Contains("MaxStreams"));
        await Assert.ThatAsync(() => _pool.JoinAsync(None), Throws.TypeOf<SpeechException>().With.InnerException.TypeOf<OutOfMemoryException>());
        await first.BeginAsync(None);
        _text.Adding = () => { };
        using PooledStream second = await _pool.JoinLiveAsync(None);
        await second.BeginAsync(None);
        Assert.That((_text.Count, _encoder.Count), Is.EqualTo((2, 2)));
    }

    // Who leaves makes room at once, though its row goes only after the step under way.
    [Test]
    public async Task Join_LiveWhenOneHasLeftDuringAStep_HasItsPlace()
    {
        using ManualResetEventSlim go = new(true), inStep = new();
        using StreamPool pool = new(_encoder, _text, FakeText.InitialToken, FakeText.InitialCode, maxStreams: 2);
        using PooledStream other = await pool.JoinLiveAsync(None);
        PooledStream leaving = await pool.JoinLiveAsync(None);
        _text.Stepping = () =>
        {
            inStep.Set();
            go.Wait();
        };
        go.Reset();
        Task busy = other.BeginAsync(None).AsTask();
        inStep.Wait();
        leaving.Dispose();
        Task<PooledStream>? joining = null;
        try
        {
            joining = pool.JoinLiveAsync(None);
        }
        finally
        {
            go.Set();
            await busy;
            (await (joining ?? Task.FromResult(other))).Dispose();
            other.Dispose();
        }

        Assert.That(_text.MostRows, Is.EqualTo(2));
    }

    // Its frames have left their buffer by then: they would be lost, and the tokens before taken twice.
    [Test]
    public async Task Run_CancelledBeforeItBegins_StillTakesItsSteps()
    {
        using ManualResetEventSlim go = new(true);
        using PooledStream stream = await _pool.JoinLiveAsync(None);
        await stream.BeginAsync(None);
        _text.Stepping = go.Wait;
        go.Reset();
        float[] audio = Audio(new Random(1), 5);
        await Assert.ThatAsync(() => stream.HearAsync(audio, 5, new CancellationToken(canceled: true)).AsTask(), Throws.InstanceOf<OperationCanceledException>());
        go.Set();
        await stream.SettleAsync();
        Assert.That(stream.Tokens.ToArray().Select(token => token.Id), Is.EqualTo(FakeText.Tokens(FakeEncoder.Encode(audio)).Skip(1)));
    }

    // A step costs the same for one row or many: whoever brings a frame during a step is in the next one.
    [Test]
    public async Task Run_FramesThatComeDuringAStep_AreAllInTheNext()
    {
        using SemaphoreSlim inStep = new(0), go = new(0);
        List<int> rows = [];
        List<PooledStream> streams = [];
        for (int stream = 0; stream < 6; stream++)
            streams.Add(await _pool.JoinLiveAsync(None));
        _text.Stepping = () =>
        {
            rows.Add(_text.FedRows);
            inStep.Release();
            go.Wait();
        };
        Task busy = streams[0].HearAsync(Audio(new Random(1), 50), 50, None).AsTask();
        List<Task> late = [];
        for (int stream = 1; stream < 6; stream++)
        {
            await inStep.WaitAsync();
            late.Add(streams[stream].HearAsync(Audio(new Random(stream), 1), 1, None).AsTask());
            if (stream == 5)
                break;
            go.Release();
        }

        go.Release(60);
        await Task.WhenAll([busy, .. late]);
        Assert.That(rows.Take(7), Is.EqualTo((int[])[1, 2, 2, 2, 2, 2, 1]));
        Assert.That(rows, Has.Count.EqualTo(50), "nobody had a step of its own");
        streams.ForEach(stream => stream.Dispose());
        await Leaving();
    }

    [Test]
    public async Task Run_ErrorInTheTextStep_ReachesAllThatWereInItAndNobodyElse()
    {
        using PooledStream bystander = await _pool.JoinLiveAsync(None);
        using PooledStream one = await _pool.JoinLiveAsync(None), two = await _pool.JoinAsync(None);
        await bystander.BeginAsync(None);
        await one.BeginAsync(None);
        await two.BeginAsync(None);
        _text.Stepping = () => throw new SpeechException("out of order");
        // Both are in the step, whichever comes first: the loop waits here until both have a frame.
        using ManualResetEventSlim go = new();
        _encoder.Stepping = () => go.Wait();
        Task first = one.HearAsync(Audio(new Random(1), 3), 3, None).AsTask(), second = two.TakeAsync(new long[3 * FakeEncoder.Codes], 3, None).AsTask();
        go.Set();
        await Assert.ThatAsync(() => first, Throws.TypeOf<SpeechException>().With.Message.EqualTo("out of order"));
        await Assert.ThatAsync(() => second, Throws.TypeOf<SpeechException>().With.Message.EqualTo("out of order"));
        await Assert.ThatAsync(() => one.HearAsync(Audio(new Random(1), 3), 3, None).AsTask(), Throws.TypeOf<SpeechException>().With.Message.Contains("out of order"));
        _text.Stepping = () => { };
        float[] audio = Audio(new Random(3), 5);
        await bystander.HearAsync(audio, 5, None);
        Assert.That(bystander.Tokens.ToArray().Select(token => token.Id), Is.EqualTo(FakeText.Tokens(FakeEncoder.Encode(audio)).Skip(1)));
        Assert.That((_text.Count, _encoder.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Run_ErrorInTheCodecStep_ReachesThoseThatBroughtAudio()
    {
        using PooledStream live = await _pool.JoinLiveAsync(None), recording = await _pool.JoinAsync(None);
        await live.BeginAsync(None);
        await recording.BeginAsync(None);
        _encoder.Stepping = () => throw new SpeechException("no codes");
        long[] codes = FakeEncoder.Encode(Audio(new Random(2), 40));
        Task going = recording.TakeAsync(codes, 40, None).AsTask();
        await Assert.ThatAsync(() => live.HearAsync(Audio(new Random(1), 3), 3, None).AsTask(), Throws.TypeOf<SpeechException>().With.Message.EqualTo("no codes"));
        await going;
        Assert.That(recording.Tokens.ToArray().Select(token => token.Id), Is.EqualTo(FakeText.Tokens(codes).Skip(1)));
    }

    [Test]
    public async Task Save_AndRestore_GoesOnAsIfNothingHadBeen()
    {
        float[] audio = Audio(new Random(5), 30);
        using MemoryStream state = new();
        using (PooledStream first = await _pool.JoinLiveAsync(None))
        {
            await first.BeginAsync(None);
            await first.HearAsync(audio, 17, None);
            await first.SaveAsync(new BinaryWriter(state));
        }

        state.Position = 0;
        using PooledStream second = await _pool.JoinLiveAsync(None);
        await second.RestoreAsync(new BinaryReader(state));
        await second.HearAsync(audio.AsMemory(17 * FakeEncoder.Frame), 13, None);
        Assert.That(second.Tokens.ToArray().Select(token => token.Id), Is.EqualTo(FakeText.Tokens(FakeEncoder.Encode(audio)).Skip(18)));
    }

    [Test]
    public async Task Run_Steps_AllocateNothing()
    {
        long[] allocated = new long[400];
        int steps = 0;
        _text.Stepping = () => allocated[steps++] = GC.GetAllocatedBytesForCurrentThread();
        using PooledStream live = await _pool.JoinLiveAsync(None), recording = await _pool.JoinAsync(None);
        float[] audio = Audio(new Random(1), 40);
        for (int turn = 0; turn < 4; turn++)
            await Task.WhenAll(live.HearAsync(audio, 40, None).AsTask(), recording.TakeAsync(new long[40 * FakeEncoder.Codes], 40, None).AsTask());
        long[] perStep = [.. allocated.Take(steps).Zip(allocated.Take(steps).Skip(1), (before, after) => after - before)];
        // Waking those who wait for the end of a turn may take the thread pool some bytes: four turns of two streams, which end at any step of each other's.
        Assert.That(steps, Is.GreaterThanOrEqualTo(160));
        Assert.That(perStep.Count(bytes => bytes > 0), Is.LessThanOrEqualTo(8), string.Join(" ", perStep));
    }

    [Test]
    public async Task Dispose_WhenAllHaveLeft_WaitsForTheStepsAndFreesThem()
    {
        using PooledStream stream = await _pool.JoinLiveAsync(None);
        await stream.BeginAsync(None);
        stream.Dispose();
        _pool.Dispose();
        Assert.That((_text.Count, _encoder.Count, _text.IsDisposed, _encoder.IsDisposed), Is.EqualTo((0, 0, true, true)));
    }

    private static async Task<int[]> TranscribeAsync(StreamPool pool, float[] audio, bool live, Random random)
    {
        using PooledStream stream = await (live ? pool.JoinLiveAsync(None) : pool.JoinAsync(None));
        await stream.BeginAsync(None);
        List<int> tokens = [stream.Tokens[0].Id];
        long[] codes = FakeEncoder.Encode(audio);
        for (int frame = 0; frame < audio.Length / FakeEncoder.Frame;)
        {
            int count = Math.Min(1 + random.Next(7), (audio.Length / FakeEncoder.Frame) - frame);
            if (live)
                await stream.HearAsync(audio.AsMemory(frame * FakeEncoder.Frame), count, None);
            else
                await stream.TakeAsync(codes.AsMemory(frame * FakeEncoder.Codes), count, None);
            tokens.AddRange(stream.Tokens.ToArray().Select(token => token.Id));
            frame += count;
        }

        return [.. tokens];
    }

    /// <summary>When all have left, there are no rows.</summary>
    private async Task Leaving()
    {
        using PooledStream last = await _pool.JoinAsync(None);
        Assert.That((_text.Count, _encoder.Count), Is.EqualTo((1, 0)));
    }

    private static float[] Audio(Random random, int frames) => [.. Enumerable.Range(0, frames * FakeEncoder.Frame).Select(_ => random.NextSingle())];
}

using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Recognition;

/// <summary>Many recordings on a recogniser that hears them by a call each.</summary>
public sealed class SeparateCallsTests
{
    [TestCase(1, 8)]
    [TestCase(3, 8)]
    [TestCase(8, 2)]
    [TestCase(0, 1)] // a recogniser that says nonsense of itself
    public async Task TranscribeEach_OneBroken_IsAResultAndTheOthersGoOn(int atOnce, int batchSize)
    {
        int running = 0, most = 0;
        FakeRecognizer recognizer = Recognizer(atOnce, async (name, token) =>
        {
            int now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            await Task.Delay(5, token);
            Interlocked.Decrement(ref running);
            return name == "2" ? throw new AudioFormatException("2: is broken.") : FakeRecognizer.Hello(name);
        });
        List<RecordingResult> results = await Each(recognizer, 6, batchSize).ToListAsync();

        Assert.That(results.Select(result => result.Index), Is.EquivalentTo(Enumerable.Range(0, 6)));
        Assert.That(results.Where(result => result.Error is not null).Select(result => (result.Index, result.Error!.Message)), Is.EqualTo(new[] { (2, "2: is broken.") }));
        Assert.That(results.Where(result => result.Transcript is not null).Select(result => result.Transcript!.Text), Is.All.StartsWith(" Hello from"));
        Assert.That(most, Is.LessThanOrEqualTo(Math.Clamp(atOnce, 1, batchSize)));
    }

    [Test]
    public void TranscribeEach_WhatCannotBe_ThrowsAtOnce()
    {
        ISpeechRecognizer recognizer = Recognizer(1, (name, _) => Task.FromResult(FakeRecognizer.Hello(name)));
        Assert.That(() => recognizer.TranscribeEachAsync(null!), Throws.ArgumentNullException);
        Assert.That(() => recognizer.TranscribeEachAsync([Audio(0), null!]), Throws.ArgumentNullException);
        Assert.That(() => Each(recognizer, 1, batchSize: 0), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("BatchSize is 0"));
    }

    [Test]
    public async Task TranscribeEach_OptionThatDoesNotFitTheModel_EndsTheCall()
    {
        FakeRecognizer recognizer = Recognizer(2, (_, _) => throw new InvalidOptionException("Language is 'klingon'."));
        await Assert.ThatAsync(async () => await Each(recognizer, 3).ToListAsync(), Throws.TypeOf<InvalidOptionException>());
    }

    [Test]
    public async Task TranscribeEach_ReadingBreaksBecauseTheCallIsCancelled_Throws()
    {
        using CancellationTokenSource stop = new();
        FakeRecognizer recognizer = Recognizer(2, async (name, _) =>
        {
            await stop.CancelAsync();
            throw new IOException($"{name}: the connection is closed.");
        });
        await Assert.ThatAsync(async () => await Each(recognizer, 3, cancellationToken: stop.Token).ToListAsync(), Throws.InstanceOf<OperationCanceledException>());
    }

    private static AudioSource Audio(int index) => AudioSource.FromBytes(new byte[1], $"{index}");

    private static FakeRecognizer Recognizer(int atOnce, Func<string, CancellationToken, Task<Transcript>> answer) => new()
    {
        Answer = (name, _, token) => answer(name, token),
        Info = new RecognizerInfo
        {
            Model = "fake", Family = "fake", Languages = ["en"], SampleRate = 16_000, Precision = "fp32", ConcurrentRecordings = atOnce, ExecutionProvider = ExecutionProvider.Cpu,
        },
    };

    private static IAsyncEnumerable<RecordingResult> Each(ISpeechRecognizer recognizer, int count, int batchSize = 8, CancellationToken cancellationToken = default) =>
        recognizer.TranscribeEachAsync([.. Enumerable.Range(0, count).Select(Audio)], new TranscriptionOptions { BatchSize = batchSize }, cancellationToken);
}

using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Sessions;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>What becomes of a stream whose state cannot be written.</summary>
public sealed class UnwritableStateTests : KeptStreams
{
    [TestCase("no folder/stream.state", "no folder for")]
    [TestCase(".", "is a folder")]
    public async Task Stream_StateThatCannotBeWritten_IsAnErrorThatNamesTheFile(string path, string message)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        StreamingOptions options = Kept with { StatePath = InFolder(path) };
        await Assert.ThatAsync(
            async () =>
            {
                await using IAsyncEnumerator<TranscriptUpdate> stream = recognizer.StreamAsync(TinyCheckpoint.Live(new float[48_000], 1000), options).GetAsyncEnumerator();
                await stream.MoveNextAsync();
            },
            Throws.TypeOf<SpeechException>().With.Message.Contains(message).And.Message.Contains(path));
    }

    // The speaker does not wait for a disk.
    [Test]
    public async Task Stream_StateThatCannotBeWrittenForAWhile_IsNotedAndTheStreamGoesOn()
    {
        Clock clock = new();
        string next = Path + ".next";
        LiveStream live = new(new ScriptedModel("0 ▁the 0").Load(), Kept, clock);
        List<TranscriptUpdate> updates = [];
        using SemaphoreSlim noted = new(0);
        await foreach (TranscriptUpdate update in live.RunAsync(LiveAudio.FromSamples(Audio(), 24_000), new SharedUse(new MemoryStream()), default))
        {
            updates.Add(update);
            if (update.Note?.Contains("cannot be written") == true)
            {
                Directory.Delete(next);
                noted.Release();
            }
        }

        Assert.That((updates.Count(update => update.Note is not null), updates[^1].Transcript!.Text), Is.EqualTo((1, "the")));

        async IAsyncEnumerable<ReadOnlyMemory<float>> Audio()
        {
            Directory.CreateDirectory(next);
            clock.Now += TimeSpan.FromMinutes(1).Ticks;
            while (!await noted.WaitAsync(1))
                yield return new float[4800];
            clock.Now += TimeSpan.FromMinutes(1).Ticks;
            yield return new float[4800];
            while (!File.Exists(Path))
                await Task.Delay(1);
        }
    }

    // The words of the end are worth more than a state that nothing goes on from.
    [Test]
    public async Task Stream_StateThatCannotBeWrittenAtTheEnd_IsNotedAndTheTranscriptComes()
    {
        string script = string.Join(' ', Enumerable.Repeat("_", 14)) + " 0 ▁the 0";
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel(script).Load());
        Directory.CreateDirectory(Path + ".next");
        List<TranscriptUpdate> updates = [];
        await ListenAsync(recognizer, TinyCheckpoint.Live(new float[24_000], 1000), Kept, updates);
        Assert.That(updates.Select(update => update.Note).OfType<string>().Single(), Does.Contain("cannot be written"));
        Assert.That((string.Concat(updates.Select(update => update.Committed)), updates[^1].Transcript!.Text), Is.EqualTo(("the", "the")));
    }

    [Test]
    public async Task Stream_SourceThatFailsAndAStateThatCannotBeWritten_NotesTheOneAndThrowsTheOther()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        Directory.CreateDirectory(Path + ".next");
        List<TranscriptUpdate> updates = [];
        LiveAudio broken = LiveAudio.FromSamples(TinyCheckpoint.Chunks(new float[24_000], 1000, new IOException("unplugged")), 24_000);
        await Assert.ThatAsync(() => ListenAsync(recognizer, broken, Kept, updates), Throws.TypeOf<IOException>().With.Message.EqualTo("unplugged"));
        Assert.That(updates[^1].Note, Does.Contain("cannot be written"));
    }

    // Who breaks off wants to go on later; a source that is asked to stop, as the command line's, breaks off too.
    [TestCase("left")]
    [TestCase("cancelled")]
    [TestCase("stopped")]
    public async Task Stream_BrokenOffAndAStateThatCannotBeWritten_IsAnError(string how)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        Directory.CreateDirectory(Path + ".next");
        using CancellationTokenSource stop = new();
        Exception? end = how == "stopped" ? new OperationCanceledException() : null;
        LiveAudio audio = LiveAudio.FromSamples(TinyCheckpoint.Chunks(new float[48_000], 1000, end), 24_000);
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (TranscriptUpdate update in recognizer.StreamAsync(audio, Kept, stop.Token))
                {
                    if (how == "left")
                        break;
                    if (how == "cancelled")
                        stop.Cancel();
                }
            },
            Throws.TypeOf<SpeechException>().With.Message.Contains("cannot be written"));
    }

    // All streams share the machine's memory, and a copy of a state is large.
    [Test]
    public async Task Stream_NoMemoryForTheState_IsNotedAndTheStreamGoesOn()
    {
        Clock clock = new();
        ScriptedModel model = new("0 ▁the 0") { Saving = () => new TensorBuffer(TensorElementType.Int8, 1L << 60).Dispose() };
        LiveStream live = new(model.Load(), Kept, clock);
        List<TranscriptUpdate> updates = [];
        await foreach (TranscriptUpdate update in live.RunAsync(LiveAudio.FromSamples(Audio(), 24_000), new SharedUse(new MemoryStream()), default))
            updates.Add(update);
        Assert.That(updates.Select(update => update.Note).OfType<string>().First(), Does.Contain("memory").And.Contain("stream.state"));
        Assert.That(updates[^1].Transcript!.Text, Is.EqualTo("the"));

        async IAsyncEnumerable<ReadOnlyMemory<float>> Audio()
        {
            yield return new float[4800];
            await Task.Yield();
            clock.Now += TimeSpan.FromMinutes(1).Ticks;
            yield return new float[48_000];
        }
    }
}

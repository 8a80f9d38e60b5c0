using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Sessions;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>A stream that is broken off and gone on with is the stream that never broke.</summary>
public sealed class StreamStateTests
{
    private readonly Dictionary<string, TinyCheckpoint> _checkpoints = [];
    private TemporaryFolder _folder = null!;

    private StreamingOptions Kept => new() { StatePath = Path };

    private string Path => _folder.File("stream.state");

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Clean() => _folder.Dispose();

    [OneTimeTearDown]
    public void Unload()
    {
        foreach (TinyCheckpoint checkpoint in _checkpoints.Values)
            checkpoint.Dispose();
    }

    // Cut within a frame, at its border, within the silence before the sound, and near the end.
    [TestCase("stt-moshi", 30_001)]
    [TestCase("stt-moshi", 23_040)]
    [TestCase("stt-trfs", 100)]
    [TestCase("stt-trfs", 61_000)]
    public async Task Stream_SourceThatBreaks_GoesOnInANewRecognizer(string layout, int cut)
    {
        TinyCheckpoint checkpoint = Checkpoint(layout);
        (string Name, float[] Audio, int[] Tokens) run = checkpoint.Runs.ElementAt(1);
        List<TranscriptUpdate> whole = [], parts = [];
        using (KyutaiSttRecognizer recognizer = new(checkpoint.Load()))
        {
            await ListenAsync(recognizer, TinyCheckpoint.Live(run.Audio, 1234), new StreamingOptions(), whole);
            LiveAudio broken = LiveAudio.FromSamples(TinyCheckpoint.Chunks(run.Audio[..cut], 999, new IOException("unplugged")), TinyCheckpoint.SampleRate);
            await Assert.ThatAsync(() => ListenAsync(recognizer, broken, Kept, parts), Throws.TypeOf<IOException>());
            Assert.That(File.Exists(Path));
        }

        using (KyutaiSttRecognizer recognizer = new(checkpoint.Load()))
        {
            int before = parts.Count;
            await ListenAsync(recognizer, TinyCheckpoint.Live(run.Audio[cut..], 777), Kept, parts);
            Assert.That(parts[before].Heard, Is.EqualTo(TimeSpan.FromSeconds((double)cut / TinyCheckpoint.SampleRate)));
        }

        Transcript transcript = parts[^1].Transcript!;
        Assert.That(transcript.Words, Is.EqualTo(whole[^1].Transcript!.Words));
        Assert.That(transcript.Text, Is.EqualTo(whole[^1].Transcript!.Text));
        Assert.That(transcript.Duration, Is.EqualTo(whole[^1].Transcript!.Duration));
        Assert.That(parts.SelectMany(update => update.Words), Is.EqualTo(transcript.Words));
        Assert.That(File.Exists(Path), Is.False, "a stream that has ended leaves nothing behind");
    }

    [Test]
    public async Task Stream_CancelledAndLeft_GoesOnWhereHeardSays()
    {
        TinyCheckpoint checkpoint = Checkpoint("stt-moshi");
        float[] audio = [.. checkpoint.Runs.SelectMany(run => run.Audio)];
        using KyutaiSttRecognizer recognizer = new(checkpoint.Load());
        List<TranscriptUpdate> whole = [], parts = [];
        await ListenAsync(recognizer, TinyCheckpoint.Live(audio, 1234), new StreamingOptions(), whole);
        int heard = 0;
        for (int call = 0; call < 3; call++)
        {
            using CancellationTokenSource stop = new();
            LiveAudio rest = TinyCheckpoint.Live(audio[heard..], 500);
            int seen = 0;
            try
            {
                await foreach (TranscriptUpdate update in recognizer.StreamAsync(rest, Kept, stop.Token))
                {
                    parts.Add(update);
                    // The first call is left, the second cancelled.
                    if (call == 0 && ++seen == 4)
                        break;
                    if (call == 1 && ++seen == 4)
                        stop.Cancel();
                }
            }
            catch (OperationCanceledException) when (call == 1)
            {
            }

            if (call < 2)
                heard = await HeardAsync(recognizer);
        }

        Assert.That(parts.SelectMany(update => update.Words), Is.EqualTo(whole[^1].Transcript!.Words));
        Assert.That(parts[^1].Transcript!.Words, Is.EqualTo(whole[^1].Transcript!.Words));
    }

    // Stopping a capture program and the call at once ends the sound first.
    [Test]
    public async Task Stream_CancelledWhenTheSoundHasEnded_IsKeptWithAllOfIt()
    {
        string script = string.Join(' ', Enumerable.Repeat("_", 14)) + " 0 ▁the 0";
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel(script).Load());
        using CancellationTokenSource stop = new();
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (TranscriptUpdate update in recognizer.StreamAsync(TinyCheckpoint.Live(new float[24_000], 1000), Kept, stop.Token))
                    stop.Cancel();
            },
            Throws.InstanceOf<OperationCanceledException>());
        List<TranscriptUpdate> rest = [];
        await ListenAsync(recognizer, TinyCheckpoint.Live([], 1000), Kept, rest);
        Assert.That((rest[0].Heard, rest[^1].Transcript!.Text, File.Exists(Path)), Is.EqualTo((TimeSpan.FromSeconds(1), "the", false)));
    }

    // What is killed without notice is gone on with from the minute before.
    [Test]
    public async Task Stream_LongOne_IsSavedAgainAndAgain()
    {
        Clock clock = new();
        LiveStream live = new(new ScriptedModel("0 ▁the 0").Load(), Kept, clock);
        List<DateTime> saved = [];
        await foreach (TranscriptUpdate update in live.RunAsync(LiveAudio.FromSamples(Audio(), 24_000), new SharedUse(new MemoryStream()), default))
            Assert.That(update.Transcript is null || !File.Exists(Path) || saved.Count == 5);
        Assert.That(saved, Is.Unique.And.Count.EqualTo(5));
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty);

        async IAsyncEnumerable<ReadOnlyMemory<float>> Audio()
        {
            for (int minute = 0; minute < 5; minute++)
            {
                clock.Now += TimeSpan.FromMinutes(1).Ticks;
                File.Delete(Path);
                yield return new float[4800];
                while (!File.Exists(Path))
                    await Task.Delay(1);
                saved.Add(File.GetLastWriteTimeUtc(Path));
            }
        }
    }

    [Test]
    public async Task Stream_StateOfSomethingElse_IsRefusedAndStays()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        await LeaveAsync(recognizer);
        byte[] state = File.ReadAllBytes(Path);
        using KyutaiSttRecognizer other = new(new ScriptedModel("0 ▁the 0").Load() with { Hash = Enumerable.Repeat((byte)7, 32).ToArray() });
        await RefusesAsync(other, "of another model");
        File.WriteAllBytes(Path, state[..^1]);
        await RefusesAsync(recognizer, "cut off");
        File.WriteAllBytes(Path, state[..30]);
        await RefusesAsync(recognizer, "");
        state[60] ^= 1;
        File.WriteAllBytes(Path, state);
        await RefusesAsync(recognizer, "damaged");
        File.WriteAllText(Path, "a diary");
        await RefusesAsync(recognizer, "no state of a stream");
        Assert.That(File.ReadAllText(Path), Is.EqualTo("a diary"));
    }

    [TestCase("no folder/stream.state", "no folder for")]
    [TestCase(".", "is a folder")]
    public async Task Stream_StateThatCannotBeWritten_IsAnErrorThatNamesTheFile(string path, string message)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        StreamingOptions options = Kept with { StatePath = _folder.File(path) };
        await Assert.ThatAsync(
            async () =>
            {
                await using IAsyncEnumerator<TranscriptUpdate> stream = recognizer.StreamAsync(TinyCheckpoint.Live(new float[48_000], 1000), options).GetAsyncEnumerator();
                await stream.MoveNextAsync();
            },
            Throws.TypeOf<SpeechException>().With.Message.Contains(message).And.Message.Contains(path));
    }

    // The copy is made while all streams wait: it must not need to grow.
    [Test]
    public void Length_OfWhatIsWritten_IsItsLength()
    {
        using MemoryStream written = new();
        using StateLength length = new();
        foreach (Stream target in (Stream[])[written, length])
        {
            using BinaryWriter writer = new(target, System.Text.Encoding.UTF8, leaveOpen: true);
            writer.Write(1.5);
            writer.Write(true);
            writer.Write((byte)7);
            writer.Write("Wörter, viele");
            writer.Write(new string('ß', 70_000));
            writer.Write(new byte[100_000].AsSpan());
            writer.Write(new byte[10]);
        }

        Assert.That(length.Length, Is.EqualTo(written.Length));
    }

    [Test]
    public async Task Stream_StateOfAStreamUnderWay_IsRefusedUntilThatHasEnded()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        await using (IAsyncEnumerator<TranscriptUpdate> first = recognizer.StreamAsync(TinyCheckpoint.Live(new float[48_000], 1000), Kept).GetAsyncEnumerator())
        {
            Assert.That(await first.MoveNextAsync());
            await RefusesAsync(recognizer, "another process");
        }

        await LeaveAsync(recognizer);
        Assert.That(Directory.GetFiles(_folder.Path), Is.EqualTo((string[])[Path]));
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

    // It would be gone on with from nothing.
    [TestCase("no audio")]
    [TestCase("no WAV")]
    [TestCase("unplugged")]
    public async Task Stream_NothingHeard_LeavesNoState(string source)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        LiveAudio audio = source switch
        {
            "no audio" => LiveAudio.FromRawStream(Stream.Null, 24_000),
            "no WAV" => LiveAudio.FromWavStream(new MemoryStream("a diary of many words"u8.ToArray())),
            _ => LiveAudio.FromSamples(TinyCheckpoint.Chunks([], 1, new IOException(source)), 24_000),
        };
        await Assert.ThatAsync(() => ListenAsync(recognizer, audio, Kept, []), source == "unplugged" ? Throws.TypeOf<IOException>() : Throws.TypeOf<AudioFormatException>());
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty);
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

    [Test]
    public async Task Stream_BehindBeforeTheBreak_WarnsOfItInTheEnd()
    {
        Clock clock = new();
        KyutaiSttModel model = new ScriptedModel("0 ▁the 0").Load();
        await Assert.ThatAsync(() => HearAsync(LiveAudio.FromSamples(Late(), 24_000)), Throws.TypeOf<IOException>());
        Transcript transcript = (await HearAsync(TinyCheckpoint.Live(new float[1920], 1920)))!;
        Assert.That(transcript.Diagnostics.Warnings.Single(), Does.Contain("computing fell up to"));

        async Task<Transcript?> HearAsync(LiveAudio audio)
        {
            Transcript? transcript = null;
            await foreach (TranscriptUpdate update in new LiveStream(model, Kept, clock).RunAsync(audio, new SharedUse(new MemoryStream()), default))
                transcript = update.Transcript;
            return transcript;
        }

        async IAsyncEnumerable<ReadOnlyMemory<float>> Late()
        {
            yield return new float[1920];
            await Task.Yield();
            clock.Now += TimeSpan.FromSeconds(5).Ticks;
            yield return new float[5 * 24_000];
            throw new IOException("unplugged");
        }
    }

    [Test]
    public async Task Stream_GoneOnWith_TellsThePausesThatWereToldLast()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0") { Heads = _ => [0.4f, 0.3f, 0.2f, 0.1f] }.Load());
        List<TranscriptUpdate> updates = [];
        LiveAudio broken = LiveAudio.FromSamples(TinyCheckpoint.Chunks(new float[24_000], 1000, new IOException("unplugged")), 24_000);
        await Assert.ThatAsync(() => ListenAsync(recognizer, broken, Kept, updates), Throws.TypeOf<IOException>());
        int before = updates.Count;
        await ListenAsync(recognizer, TinyCheckpoint.Live(new float[1920], 1920), Kept, updates);
        Assert.That(updates[before].Pauses.Select(pause => pause.Probability), Is.EqualTo((float[])[0.4f, 0.3f, 0.2f, 0.1f]).Within(1e-6));
    }

    private TinyCheckpoint Checkpoint(string layout) => _checkpoints.TryGetValue(layout, out TinyCheckpoint? loaded) ? loaded : _checkpoints[layout] = new TinyCheckpoint(layout);

    private static async Task ListenAsync(KyutaiSttRecognizer recognizer, LiveAudio audio, StreamingOptions options, List<TranscriptUpdate> updates)
    {
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(audio, options))
            updates.Add(update);
    }

    // A first update comes before any new audio.
    private async Task<int> HeardAsync(KyutaiSttRecognizer recognizer)
    {
        File.Copy(Path, Path + ".copy", overwrite: true);
        await using IAsyncEnumerator<TranscriptUpdate> stream = recognizer.StreamAsync(TinyCheckpoint.Live(new float[1], 1), Kept with { StatePath = Path + ".copy" }).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync());
        return (int)Math.Round(stream.Current.Heard.TotalSeconds * TinyCheckpoint.SampleRate);
    }

    private async Task LeaveAsync(KyutaiSttRecognizer recognizer)
    {
        await using IAsyncEnumerator<TranscriptUpdate> stream = recognizer.StreamAsync(TinyCheckpoint.Live(new float[48_000], 1000), Kept).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync());
    }

    private async Task RefusesAsync(KyutaiSttRecognizer recognizer, string message) => await Assert.ThatAsync(
        () => LeaveAsync(recognizer), Throws.TypeOf<SpeechException>().With.Message.Contains(message).And.Message.Contains("stream.state"));

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}

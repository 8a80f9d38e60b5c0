using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Sessions;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>A stream that is broken off and gone on with is the stream that never broke.</summary>
public sealed class GoOnTests : KeptStreams
{
    private readonly Dictionary<string, TinyCheckpoint> _checkpoints = [];

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

    // A first update comes before any new audio.
    private async Task<int> HeardAsync(KyutaiSttRecognizer recognizer)
    {
        File.Copy(Path, Path + ".copy", overwrite: true);
        await using IAsyncEnumerator<TranscriptUpdate> stream = recognizer.StreamAsync(TinyCheckpoint.Live(new float[1], 1), Kept with { StatePath = Path + ".copy" }).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync());
        return (int)Math.Round(stream.Current.Heard.TotalSeconds * TinyCheckpoint.SampleRate);
    }

    private TinyCheckpoint Checkpoint(string layout) => _checkpoints.TryGetValue(layout, out TinyCheckpoint? loaded) ? loaded : _checkpoints[layout] = new TinyCheckpoint(layout);
}

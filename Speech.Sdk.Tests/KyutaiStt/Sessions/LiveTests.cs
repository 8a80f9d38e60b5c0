using Speech.Sdk.Audio;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Tests.Audio;
using Speech.Sdk.Tests.Whisper.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>Live streams, with a model that writes a script.</summary>
public sealed class LiveTests
{
    // The model's delay: before it there is no sound that text could be of.
    private const string Lead = "_ _ _ _ _ _ _ _ ";

    private static readonly string Pause = string.Concat(Enumerable.Repeat(" _", 40));

    [Test]
    public async Task Stream_NoPauseHeads_EndsUtterancesWhereNoWordFollows()
    {
        ScriptedModel model = new($"{Lead}0 ▁the 0 ▁a{Pause} 0 ▁t{Pause}");
        using KyutaiSttRecognizer recognizer = new(model.Load());
        List<TranscriptUpdate> updates = await UpdatesAsync(recognizer, Paced(model, seconds: 9));
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(9));
        Assert.That(Utterances(updates), Is.EqualTo((string[])["the a", " t"]));
        // The last word is a second long, 0.6 s of pause follow, and the text is half a second late.
        Assert.That(updates.First(update => update.EndsUtterance).Heard.TotalSeconds, Is.EqualTo((10 * 0.08) + 1 + 0.6).Within(0.2));
        Assert.That(updates.SelectMany(update => update.Pauses), Is.Empty);
        Assert.That(updates.Select(update => update.Provisional), Does.Contain("the"));
    }

    [Test]
    public async Task Stream_WithPauseHeads_EndsUtterancesWhereTheHeadOfTwoSecondsSaysSo()
    {
        // The head of 3 s and the shorter ones do not count; a pause within a word waits for its end.
        ScriptedModel model = new($"{Lead}0 ▁the 0 ▁a 0{Pause}") { Heads = step => step == 30 ? [0.9f, 0.8f, 0.7f, 0.1f] : step == 20 ? [0.9f, 0.8f, 0.4f, 0.9f] : [0.1f, 0.1f, 0.1f, 0.1f] };
        using KyutaiSttRecognizer recognizer = new(model.Load());
        List<TranscriptUpdate> updates = await UpdatesAsync(recognizer, Paced(model, seconds: 8));
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(8));
        TranscriptUpdate end = updates.Single(update => update.EndsUtterance);
        Assert.That(end.Pauses.Select(pause => pause.Horizon.TotalSeconds), Is.EqualTo((double[])[0.5, 1, 2, 3]));
        Assert.That(end.Pauses[2].Probability, Is.EqualTo(0.7).Within(1e-6));
        Assert.That(end.Heard.TotalSeconds, Is.EqualTo(30 * 0.08).Within(1e-6));
        Assert.That(updates, Has.Some.Matches<TranscriptUpdate>(update => update!.Pauses[3].Probability > 0.8 && !update.EndsUtterance), "told although nothing else was");
        Assert.That(updates.Zip(updates.Skip(1), (one, next) => next.Heard - one.Heard).Max(), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1.08)), "told at least every UpdateInterval");
    }

    [Test]
    public async Task Stream_MoreThanMaxStreams_IsAnErrorThatSaysSo()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load(maxStreams: 1));
        await using IAsyncEnumerator<TranscriptUpdate> first = recognizer.StreamAsync(Silence(5)).GetAsyncEnumerator();
        Assert.That(await first.MoveNextAsync());
        await Assert.ThatAsync(() => UpdatesAsync(recognizer, Silence(1)), Throws.TypeOf<SpeechException>().With.Message.Contains("MaxStreams"));
        Task<Transcript> waiting = recognizer.TranscribeAsync(AudioSource.FromSamples(new float[24_000], 24_000));
        while (await first.MoveNextAsync())
            Assert.That(waiting.IsCompleted, Is.False);
        Assert.That((await waiting).Text, Is.EqualTo("the"));
    }

    [Test]
    public async Task Stream_NoAudio_IsAnErrorWithoutText()
    {
        // A model that would write in the silence behind the audio.
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        await using IAsyncEnumerator<TranscriptUpdate> updates = recognizer.StreamAsync(Silence(0)).GetAsyncEnumerator();
        await Assert.ThatAsync(async () => await updates.MoveNextAsync(), Throws.TypeOf<AudioFormatException>());
    }

    [Test]
    public async Task Stream_FileThatBreaksOff_TheTranscriptSaysSo()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        List<TranscriptUpdate> updates = await UpdatesAsync(recognizer, LiveAudio.FromStream(new MemoryStream(AudioData.CutOff("webm_opus.webm"))));
        Assert.That(updates[^1].Transcript!.Diagnostics.Warnings, Has.One.Contains("has no end"));
    }

    [Test]
    public async Task Stream_SourceThatFails_GivesItsTextAndThenTheError()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        List<TranscriptUpdate> updates = [];
        LiveAudio broken = LiveAudio.FromSamples(TinyCheckpoint.Chunks(new float[24_000], 1000, new IOException("gone")), 24_000);
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (TranscriptUpdate update in recognizer.StreamAsync(broken))
                    updates.Add(update);
            },
            Throws.TypeOf<IOException>());
        Assert.That(string.Concat(updates.Select(update => update.Committed)), Is.EqualTo("the"));
    }

    // Of all threads, with the watch: a frame at a time, as a live stream has them.
    [Test]
    public async Task Stream_FramesWithoutNews_AllocateNothing()
    {
        const int Before = 200, Frames = 100, Rounds = 10;
        int steps = 0;
        long[] allocated = new long[Rounds + 1];
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel($"{Lead}0 ▁the") { Stepping = () => Interlocked.Increment(ref steps) }.Load());
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(LiveAudio.FromSamples(Sound(), 24_000)))
            Assert.That(allocated[0] == 0 || allocated[^1] > 0, "an update is news");
        double[] each = [.. allocated.Zip(allocated.Skip(1), (from, to) => (double)(to - from) / Frames)];
        TestContext.Out.WriteLine($"{string.Join(", ", each)} bytes a frame");
        // The process does other things too, now and then; an object a frame would be 24 bytes in every round.
        Assert.That(each.Min(), Is.LessThan(16));

        async IAsyncEnumerable<ReadOnlyMemory<float>> Sound()
        {
            float[] frame = new float[1920];
            for (int count = 0; count <= Before + (Rounds * Frames); count++)
            {
                while (Volatile.Read(ref steps) <= count)
                    await Task.Yield();
                if (count >= Before && count % Frames == 0)
                    allocated[(count - Before) / Frames] = GC.GetTotalAllocatedBytes(precise: true);
                yield return frame;
            }
        }
    }

    [Test]
    public void Stream_OptionsWithoutEffect_AreAllNamed()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("_").Load());
        StreamingOptions options = new()
        {
            HoldBack = TimeSpan.FromSeconds(1), TextTimeout = TimeSpan.FromSeconds(5), Transcription = new TranscriptionOptions { VoiceActivity = VoiceActivityOptions.Off, Language = "en" },
        };
        Assert.That(() => recognizer.StreamAsync(Silence(1), options), Throws.TypeOf<InvalidOptionException>()
            .With.Message.Contains("HoldBack is 1 s").And.Message.Contains("TextTimeout is 5 s").And.Message.Contains("VoiceActivity is off").And.Message.Contains("Language is 'en'"));
        Assert.That(() => recognizer.StreamAsync(Silence(1), options with { HoldBack = TimeSpan.FromSeconds(0.3), TextTimeout = null, Transcription = new TranscriptionOptions { VoiceActivity = VoiceActivityOptions.Off } }), Throws.Nothing);
    }

    private static async Task<List<TranscriptUpdate>> UpdatesAsync(KyutaiSttRecognizer recognizer, LiveAudio audio)
    {
        List<TranscriptUpdate> updates = [];
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(audio, new StreamingOptions { TextTimeout = null }))
            updates.Add(update);
        return updates;
    }

    private static LiveAudio Silence(double seconds) => TinyCheckpoint.Live(new float[(int)(seconds * 24_000)], 1920);

    /// <summary>Silence of which a frame comes when the step over the one before is done, so that updates tell each step apart.</summary>
    private static LiveAudio Paced(ScriptedModel model, double seconds)
    {
        SemaphoreSlim steps = new(0);
        model.Stepping = () => steps.Release();
        return LiveAudio.FromSamples(Frames(), 24_000);

        async IAsyncEnumerable<ReadOnlyMemory<float>> Frames()
        {
            for (int samples = (int)(seconds * 24_000); samples > 0; samples -= 1920)
            {
                await steps.WaitAsync();
                yield return new float[Math.Min(samples, 1920)];
            }
        }
    }

    private static IEnumerable<string> Utterances(IEnumerable<TranscriptUpdate> updates)
    {
        string text = "";
        foreach (TranscriptUpdate update in updates)
        {
            text += update.Committed;
            if (!update.EndsUtterance)
                continue;
            yield return text;
            text = "";
        }
    }
}

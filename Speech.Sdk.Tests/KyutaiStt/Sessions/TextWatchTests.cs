using Speech.Sdk.Audio;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>Somebody speaks, and the model writes nothing, or nothing for a while.</summary>
public sealed class TextWatchTests
{
    private static readonly float[] Speech = AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(24_000);

    // Steps 0 to 124 are 10 s.
    private static readonly string TenSeconds = string.Join(' ', Enumerable.Repeat("_", 125));

    [TestCase("_", 3.0, 1, TestName = "Stream_NoTextAtAll_IsToldOnce")]
    [TestCase("late", 3.0, 3, TestName = "Stream_AWordAfterAWhile_IsToldAndWhatFollows")]
    [TestCase("_", null, 0, TestName = "Stream_NoTimeout_NothingIsTold")]
    public async Task Stream(string script, double? timeout, int notes)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel(script == "late" ? $"{TenSeconds} 0 ▁the 0" : script).Load());
        List<TranscriptUpdate> updates = [];
        StreamingOptions options = new() { TextTimeout = timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(TinyCheckpoint.Live([.. Speech, .. Speech], 4000), options))
            updates.Add(update);
        string[] told = [.. updates.Select(update => update.Note).OfType<string>()];
        TestContext.Out.WriteLine(string.Join('\n', told.Concat(updates[^1].Transcript!.Diagnostics.Warnings)));
        Assert.That(told, Has.Length.EqualTo(notes));
        if (notes > 0)
            Assert.That(told[0], Does.Contain("the model writes nothing"));
        if (notes > 1)
            Assert.That(told[1], Does.Contain("the model writes again, at 10.1 s"));
        Assert.That(updates[^1].Transcript!.Diagnostics.Warnings.Count(warning => warning.Contains("wrote nothing")), Is.EqualTo(Math.Min(notes, 1)));
    }

    // Broken off while the model writes nothing, and when it writes again; both are before the second call.
    [TestCase(7)]
    [TestCase(11)]
    public async Task Stream_BrokenOffAndGoneOnWith_WarnsAsTheWholeDoes(int seconds)
    {
        using TemporaryFolder folder = new();
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel($"{TenSeconds} 0 ▁the 0").Load());
        StreamingOptions options = new() { TextTimeout = TimeSpan.FromSeconds(3) };
        float[] audio = [.. Speech, .. Speech];
        int cut = seconds * 24_000;
        IReadOnlyList<string> whole = (await HearAsync(TinyCheckpoint.Live(audio, 4000), options))!.Diagnostics.Warnings;
        options = options with { StatePath = folder.File("a.state") };
        LiveAudio broken = LiveAudio.FromSamples(TinyCheckpoint.Chunks(audio[..cut], 4000, new IOException("unplugged")), 24_000);
        await Assert.ThatAsync(() => HearAsync(broken, options), Throws.TypeOf<IOException>());
        // What is left is so short that it gives no warning by itself.
        Transcript rest = (await HearAsync(TinyCheckpoint.Live(audio[cut..], 4000), options))!;
        Assert.That(rest.Diagnostics.Warnings, Is.EqualTo(whole).And.One.Contains("wrote nothing"));

        async Task<Transcript?> HearAsync(LiveAudio source, StreamingOptions how)
        {
            Transcript? transcript = null;
            await foreach (TranscriptUpdate update in recognizer.StreamAsync(source, how))
                transcript = update.Transcript;
            return transcript;
        }
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task Transcribe_NoTextAtAll_IsAWarningUnlessNobodyLooks(bool looks, int warnings)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("_").Load());
        Transcript transcript = await recognizer.TranscribeAsync(
            TinyCheckpoint.Source([.. Speech, .. Speech]), new TranscriptionOptions { VoiceActivity = looks ? null : VoiceActivityOptions.Off });
        Assert.That(transcript.Diagnostics.Warnings.Count(warning => warning.Contains("wrote nothing")), Is.EqualTo(warnings));
    }

    [Test]
    public async Task Stream_Silence_IsNotSpeech()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("_").Load());
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(TinyCheckpoint.Live(new float[20 * 24_000], 4000), new StreamingOptions { TextTimeout = TimeSpan.FromSeconds(1) }))
            Assert.That(update.Note, Is.Null);
    }
}

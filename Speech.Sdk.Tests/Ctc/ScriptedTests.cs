using Speech.Sdk.Audio;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Ctc.Streaming;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Tests.Whisper.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>What becomes of scores that are known.</summary>
internal sealed class ScriptedTests
{
    // Alone a is likelier than b; behind y it is not.
    private const string Arpa =
        "\\data\\\nngram 1=7\nngram 2=1\n\n\\1-grams:\n-3\t<unk>\t0\n-99\t<s>\t-0.1\n-1.2\t</s>\t0\n-1.2\tx\t-0.1\n-1.2\ty\t-0.1\n-1\ta\t-0.1\n-1.5\tb\t-0.1\n" +
        "\n\\2-grams:\n-0.1\ty b\n\n\\end\\\n";

    private TemporaryFolder _files = null!;

    [SetUp]
    public void Create()
    {
        _files = new TemporaryFolder();
        _files.Write("words.arpa", Arpa);
    }

    [TearDown]
    public void Remove() => _files.Dispose();

    [TestCase(1)]
    [TestCase(5)]
    public async Task Transcribe_UnknownSymbols_AreInNeitherTextNorTokens(int beamSize)
    {
        using CtcRecognizer recognizer = new(new ScriptedCtc().Model());
        Transcript transcript = await recognizer.TranscribeAsync(Audio("a#b # x."), new TranscriptionOptions { Decoding = new DecodingOptions { BeamSize = beamSize } });
        Assert.That(transcript.Text, Is.EqualTo("ab x"));
        Assert.That(transcript.Segments.SelectMany(segment => segment.Tokens), Is.EqualTo(new[] { 5, 6, 4, 7 }));
    }

    [Test]
    public async Task Transcribe_Alternatives_AcousticAndLanguageScoresAddUp()
    {
        using CtcRecognizer recognizer = new(new ScriptedCtc().Model(_files.File("words.arpa")));
        Transcript transcript = await recognizer.TranscribeAsync(Audio("y ?."), new TranscriptionOptions { Decoding = new DecodingOptions { Alternatives = 2 } });
        Alternative[] alternatives = [.. transcript.Segments.Single().Alternatives];
        Assert.That(alternatives.Select(alternative => alternative.Text), Is.EqualTo(new[] { " y b", " y a" }));
        Assert.That(alternatives.Select(alternative => alternative.AcousticScore), Is.All.EqualTo(Math.Log(0.5)).Within(1e-4));
        Assert.That(alternatives.Select(alternative => alternative.AcousticScore + alternative.LanguageScore), Is.EqualTo(alternatives.Select(alternative => alternative.Score)));
        Assert.That(alternatives[0].LanguageScore, Is.GreaterThan(alternatives[1].LanguageScore!.Value));
    }

    [Test]
    public async Task Transcribe_CancelledWhileItSearches_Throws()
    {
        using CancellationTokenSource cancellation = new();
        using CtcRecognizer recognizer = new(new ScriptedCtc { Scored = cancellation.Cancel }.Model());
        await Assert.ThatAsync(() => recognizer.TranscribeAsync(Audio("ab."), null, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    // Half a minute of silence behind the word: of its audio nothing is heard any more when the next one comes.
    [Test]
    public async Task Stream_LongSilenceWithinAnUtterance_WordsBeforeItAreContext()
    {
        string silence = new('.', 1500);
        Assert.That((await UpdatesAsync($"?{silence}")).Text, Is.EqualTo("a"));
        Assert.That((await UpdatesAsync($"y {silence}?{silence}")).Text, Is.EqualTo("y b"));
    }

    [TestCase("ab x", "ab x")]
    [TestCase("ab xa.b", "ab xab")]
    public async Task Stream_EndsWithinAWord_CommitsIt(string frames, string text) => Assert.That((await UpdatesAsync(frames)).Text, Is.EqualTo(text));

    [TestCase(10)]
    [TestCase(2000)]
    public async Task Stream_SilenceAlone_NoTextAndTheReason(int frames)
    {
        Transcript transcript = await UpdatesAsync(new string('.', frames));
        Assert.That((transcript.Text, transcript.Segments.Count), Is.EqualTo(("", 0)));
        Assert.That(transcript.Coverage.Select(span => span.Kind), Is.All.EqualTo(CoverageKind.NoSpeech));
    }

    private static AudioSource Audio(string frames) => AudioSource.FromSamples(ScriptedCtc.Samples(frames), 16_000);

    private async Task<Transcript> UpdatesAsync(string frames)
    {
        using CtcModel model = new ScriptedCtc().Model(_files.File("words.arpa"));
        float[] samples = ScriptedCtc.Samples(frames);
        StreamingOptions options = new() { Transcription = new TranscriptionOptions { VoiceActivity = VoiceActivityOptions.Off } };
        List<TranscriptUpdate> updates = await LiveFeed.UpdatesAsync(time => CtcListener.Session(model, options, time), LiveFeed.Of(samples));
        UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds(samples.Length / 16_000.0));
        return updates[^1].Transcript!;
    }
}

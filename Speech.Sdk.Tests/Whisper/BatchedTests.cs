using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The default way through long recordings, on the repository's own model.</summary>
public sealed class BatchedTests
{
    private ISpeechRecognizer? _recognizer;
    private Task<Dictionary<string, Transcript>>? _sounds;

    private ISpeechRecognizer Recognizer => _recognizer!;

    [OneTimeSetUp]
    public async Task Load() => _recognizer = await SpeechRecognizer.LoadAsync(
        Repository.Path("models/whisper-base"), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu });

    [OneTimeTearDown]
    public void Remove() => _recognizer?.Dispose();

    [Test]
    public async Task TranscribeBatch_SameFilesAtAnyBatchSize_GivesTheSameTranscriptsToTheLastDigit()
    {
        AudioSource[] audios = [Glued("printing", "silence", "funeral"), AudioSource.FromFile(Repository.Path("samples/funeral.flac"))];
        string[][] written = new string[2][];
        int[] sizes = [1, 8];
        for (int index = 0; index < sizes.Length; index++)
        {
            IReadOnlyList<Transcript> transcripts = await Recognizer.TranscribeBatchAsync(
                audios, new TranscriptionOptions { BatchSize = sizes[index], WordTimestamps = true, Fallback = new FallbackOptions { Temperatures = [0, 0.4], AverageLogProbability = -0.1 } });
            written[index] = [.. transcripts.Select(WithoutTimings)];
        }

        Assert.That(written[1], Is.EqualTo(written[0]));
        Assert.That(JsonNode.Parse(written[0][0])!["segments"]!.AsArray().Select(segment => (double)segment!["temperature"]!), Has.Some.EqualTo(0.4), "the test's own premise");
    }

    // Without the shared folder one case is left, which says that it was skipped.
    private static IEnumerable<string> SoundsWithoutSpeech() => Shared.IsPresent
        ? File.ReadLines(Shared.Path("speech/nonspeech/manifest.jsonl")).Where(line => line.Length > 0).Select(line => (string)JsonNode.Parse(line)!["audio"]!)
        : ["manifest.jsonl"];

    [TestCaseSource(nameof(SoundsWithoutSpeech))]
    public async Task Transcribe_SoundWithoutSpeech_PrintsNoWords(string clip)
    {
        Shared.Path($"speech/nonspeech/{clip}");
        Transcript transcript = (await (_sounds ??= HearSoundsAsync()))[clip];
        Assert.That(transcript.Text, Is.Empty);
        TranscriptChecks.AssertSound(transcript, transcript.Duration);
    }

    // Together, so that their windows share the decoder's runs.
    private async Task<Dictionary<string, Transcript>> HearSoundsAsync()
    {
        string[] clips = [.. SoundsWithoutSpeech()];
        IReadOnlyList<Transcript> heard = await Recognizer.TranscribeBatchAsync([.. clips.Select(clip => AudioSource.FromFile(Shared.Path($"speech/nonspeech/{clip}")))]);
        return clips.Zip(heard).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    [Test]
    public async Task Transcribe_LongPausesBetweenSpeech_AccountsForThemAndTimesTheRestInTheRecording()
    {
        Transcript transcript = await Recognizer.TranscribeAsync(Glued("silence", "printing", "silence", "funeral"), new TranscriptionOptions { Language = "en" });

        TranscriptChecks.AssertSound(transcript, transcript.Duration);
        Assert.That(transcript.Text, Does.Contain("rinting").And.Contain("San Pedro"));
        Assert.That(transcript.Coverage[0].Kind, Is.EqualTo(CoverageKind.RemovedByVad));
        Assert.That(transcript.Coverage[0].End, Is.EqualTo(TimeSpan.FromSeconds(20)).Within(TimeSpan.FromSeconds(1)));
        Assert.That(transcript.Coverage.Count(span => span.Kind == CoverageKind.RemovedByVad && span.End - span.Start > TimeSpan.FromSeconds(15)), Is.EqualTo(2));
        Assert.That(transcript.Segments[0].Start, Is.EqualTo(TimeSpan.FromSeconds(20)).Within(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Transcribe_NobodySpeaks_PrintsNoWordsAndSaysWhy()
    {
        Transcript transcript = await Recognizer.TranscribeAsync(Glued("silence"));
        Assert.That(transcript.Text, Is.Empty);
        Assert.That(transcript.Coverage, Is.EqualTo(new[] { new CoverageSpan(TimeSpan.Zero, TimeSpan.FromSeconds(20), CoverageKind.RemovedByVad, "no speech found") }));
    }

    [Test]
    public async Task Transcribe_TwoLanguages_HearsBothAndTellsThemApartWhereAsked()
    {
        float[] samples = [.. AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(16_000), .. new float[3 * 16_000], .. WhisperBase.Samples("de_fleurs_003")];
        AudioSource both = AudioSource.FromSamples(samples, 16_000);
        Transcript apart = await Recognizer.TranscribeAsync(both, new TranscriptionOptions { DetectLanguagePerStretch = true });
        Assert.That(apart.Language, Is.EqualTo("en"));
        Assert.That(apart.Segments[^1].Language, Is.EqualTo("de"));

        Transcript asOne = await Recognizer.TranscribeAsync(both, new TranscriptionOptions { Language = "de" });
        Assert.That(asOne.Segments[^1].End, Is.GreaterThan(asOne.Duration - TimeSpan.FromSeconds(4)), "what the first window's text left out");
    }

    [TestCase(0, 1, 50, 60, LongForm.Sequential)]
    [TestCase(0, 1, 50, 60, LongForm.Batched)]
    [TestCase(2, 3, 4, 5, LongForm.Batched)]
    public async Task Transcribe_SeveralRanges_AccountsForWhatWasAskedForAlone(double start, double end, double laterStart, double laterEnd, LongForm longForm)
    {
        TimeRange Range(double from, double to) => new(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
        Transcript transcript = await Recognizer.TranscribeAsync(
            AudioSource.FromFile(Repository.Path("samples/printing.flac")),
            new TranscriptionOptions { Language = "en", LongForm = longForm, Ranges = [Range(start, end), Range(laterStart, laterEnd)], Fallback = new FallbackOptions { Temperatures = [0] } });
        TranscriptChecks.AssertSound(transcript, transcript.Duration);
        double asked = Math.Min(end, transcript.Duration.TotalSeconds) - start + Math.Max(0, Math.Min(laterEnd, transcript.Duration.TotalSeconds) - laterStart);
        double outside = transcript.Coverage.Where(span => span.Reason == "outside the ranges asked for").Sum(span => (span.End - span.Start).TotalSeconds);
        Assert.That(transcript.Diagnostics.Warnings.Any(warning => warning.Contains("begins at 50 s", StringComparison.Ordinal)), Is.EqualTo(laterStart > 10), "a range behind the end is told");
        Assert.That(outside, Is.EqualTo(transcript.Duration.TotalSeconds - asked).Within(0.02));
    }

    [TestCase(LongForm.Batched)]
    [TestCase(LongForm.Chunked)]
    public void Transcribe_RangeOfNothing_IsAnError(LongForm longForm)
    {
        var range = new TimeRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.004));
        Assert.That(
            async () => await Recognizer.TranscribeAsync(Glued("printing"), new TranscriptionOptions { LongForm = longForm, Ranges = [range] }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("frame"));
    }

    [Test]
    public async Task Transcribe_Ranges_LeavesTheRestOut()
    {
        var range = new TimeRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        Transcript transcript = await Recognizer.TranscribeAsync(Glued("printing", "funeral"), new TranscriptionOptions { Language = "en", Ranges = [range] });
        Assert.That(transcript.Segments, Is.Not.Empty);
        Assert.That(transcript.Segments[0].Start, Is.GreaterThanOrEqualTo(range.Start));
        Assert.That(transcript.Segments[^1].End, Is.LessThanOrEqualTo(range.End!.Value));
        Assert.That(transcript.Coverage[^1].Kind, Is.EqualTo(CoverageKind.Dropped));
    }

    private static AudioSource Glued(params string[] clips) => AudioSource.FromSamples(
        clips.SelectMany(clip => clip == "silence" ? new float[20 * 16_000] : AudioSource.FromFile(Repository.Path($"samples/{clip}.flac")).ReadAll(16_000)).ToArray(), 16_000);

    private static string WithoutTimings(Transcript transcript)
    {
        var text = new StringWriter();
        TranscriptWriters.JsonLines.Write(text, transcript with { Diagnostics = new() { Model = "", ExecutionProvider = ExecutionProvider.Cpu } }, "a.wav");
        return text.ToString();
    }
}

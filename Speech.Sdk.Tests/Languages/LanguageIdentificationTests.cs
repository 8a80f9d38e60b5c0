using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Whisper;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Languages;

/// <summary>Language identification over recordings of any length.</summary>
public sealed class LanguageIdentificationTests
{
    private TinyModel? _model;
    private ISpeechRecognizer? _recognizer;

    [OneTimeSetUp]
    public async Task Load()
    {
        _model = new TinyModel();
        _recognizer = await _model.LoadAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _recognizer?.Dispose();
        _model?.Dispose();
    }

    [Test]
    public async Task Identify_ShortClip_EqualsTheTranscriptsDetection()
    {
        SpokenLanguages languages = await _recognizer!.IdentifyLanguagesAsync(TinyModel.Tone(0.8));
        Transcript transcript = await _recognizer!.TranscribeAsync(TinyModel.Tone(0.8), TinyModel.Anything);

        Assert.That(languages.Spans, Has.Count.EqualTo(1));
        Assert.That(languages.Languages.Select(language => language.Language), Is.EqualTo(transcript.LanguageProbabilities.Select(language => language.Language)));
        Assert.That(
            languages.Languages.Select(language => language.Probability), Is.EqualTo(transcript.LanguageProbabilities.Select(language => language.Probability)).Within(1e-6));
        Assert.That(languages.Spans[0].Languages, Is.EqualTo(languages.Languages));
    }

    [TestCase(0.001, null, null)]
    [TestCase(6.3, null, null)]
    [TestCase(6.3, 0.5, null)]
    [TestCase(6.3, 0.8, 0.3)]
    public async Task Identify_AnyLength_SpansTileTheRecordingAndDiffer(double seconds, double? window, double? hop)
    {
        var reports = new List<TranscriptionProgress>();
        SpokenLanguages languages = await _recognizer!.IdentifyLanguagesAsync(
            TinyModel.Tone(seconds), new LanguageIdentificationOptions { Window = Seconds(window), Hop = Seconds(hop), Progress = new Reports(reports) });

        Assert.That(languages.Duration.TotalSeconds, Is.EqualTo(seconds).Within(1e-4));
        Assert.That(languages.Spans[0].Start, Is.EqualTo(TimeSpan.Zero));
        Assert.That(languages.Spans[^1].End, Is.EqualTo(languages.Duration));
        foreach ((LanguageSpan earlier, LanguageSpan later) in languages.Spans.Zip(languages.Spans.Skip(1)))
        {
            Assert.That(later.Start, Is.EqualTo(earlier.End));
            Assert.That(later.Language, Is.Not.EqualTo(earlier.Language));
        }

        Assert.That(reports.Select(report => report.Position), Is.Ordered);
        Assert.That(reports[^1], Is.EqualTo(new TranscriptionProgress(0, languages.Duration, languages.Duration)));
    }

    [Test]
    public async Task Identify_AllowedLanguages_AreTheOnlyOnes()
    {
        SpokenLanguages languages = await _recognizer!.IdentifyLanguagesAsync(TinyModel.Tone(2), new LanguageIdentificationOptions { AllowedLanguages = ["German"] });
        Assert.That(languages.Languages, Is.EqualTo(new[] { new LanguageProbability("de", 1) }));
    }

    [TestCase("xx", null, "Language 'xx' is unknown")]
    [TestCase("", null, "AllowedLanguages is empty")]
    [TestCase(null, 0.01, "Window is 0.01 s")]
    [TestCase(null, 31.0, "hears at most 1 s at once")]
    public void Identify_OptionOutOfRange_SaysWhichAndWhatIsRight(string? allowed, double? window, string expected)
    {
        var options = new LanguageIdentificationOptions { AllowedLanguages = allowed?.Split(',', StringSplitOptions.RemoveEmptyEntries), Window = Seconds(window) };
        Assert.That(async () => await _recognizer!.IdentifyLanguagesAsync(TinyModel.Tone(1), options), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected));
    }

    [Test]
    public void Identify_RecognizerThatCannot_SaysSo()
    {
        using var recognizer = new FakeRecognizer();
        Assert.That(
            async () => await recognizer.IdentifyLanguagesAsync(TinyModel.Tone(1)), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("fake").And.Message.Contains("multilingual"));
    }

    [Test]
    public async Task Identify_EnglishOnlyModel_SaysSo()
    {
        using WorkFolder work = new WorkFolder().Copy("fixtures/whisper/tiny-random-en", "checkpoint").CopyTokenizer("en", "checkpoint");
        CheckpointExporter.Export(work.Combine("checkpoint"), work.Combine("model"), ExportOptions.Fp32);
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(work.Combine("model"), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu });
        Assert.That(async () => await recognizer.IdentifyLanguagesAsync(TinyModel.Tone(1)), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("English only"));
    }

    [Test]
    public async Task Identify_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new LanguageIdentificationOptions { Progress = new Reports([], cancellation.Cancel) };
        Assert.That(async () => await _recognizer!.IdentifyLanguagesAsync(TinyModel.Tone(30), options, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _recognizer!.IdentifyLanguagesAsync(TinyModel.Tone(1)), Is.Not.Null);
    }

    [Test]
    public async Task Identify_ClipsInOneFile_FindsEveryLanguageWhereItIs()
    {
        string[] clips = ["en_ls_0000", "de_fleurs_003", "ja_fleurs_1837"];
        float[][] samples = [.. clips.Select(WhisperBase.Samples)];
        double[] changes = [Ends(1), Ends(2), Ends(3)];
        SpokenLanguages languages = await WhisperBase.Recognizer.IdentifyLanguagesAsync(
            AudioSource.FromBytes(WavFile(samples.SelectMany(clip => clip))),
            new LanguageIdentificationOptions { Window = TimeSpan.FromSeconds(8), Hop = TimeSpan.FromSeconds(4) });

        foreach (LanguageSpan span in languages.Spans)
            TestContext.Out.WriteLine($"{span.Start.TotalSeconds:0.00} {span.End.TotalSeconds:0.00} {span.Language} {span.Probability:0.000}");
        Assert.That(languages.Spans.Select(span => span.Language), Is.EqualTo(new[] { "en", "de", "ja" }));
        Assert.That(languages.Spans.Select(span => span.End.TotalSeconds), Is.EqualTo(changes).Within(3), "half a hop, and what a language weighs in a window with two");

        double Ends(int count) => samples.Take(count).Sum(clip => clip.Length) / 16_000.0;
    }

    [TestCase("de_fleurs_003")]
    [TestCase("zh_fleurs_1883")]
    public async Task Identify_ReferenceClip_EqualsWhisper(string clip)
    {
        JsonNode golden = Shared.Json("fixtures/whisper/base/short.json")["cases"]!.AsArray().Single(golden => (string)golden!["audio"]! == clip)!;
        SpokenLanguages languages = await WhisperBase.Recognizer.IdentifyLanguagesAsync(WhisperBase.Audio(clip));
        foreach ((string language, JsonNode? probability) in golden["language_probs"]!.AsObject())
            Assert.That(languages.Languages.Single(found => found.Language == language).Probability, Is.EqualTo((double)probability!).Within(1e-3), language);
    }

    /// <summary>16-bit mono at 16 kHz.</summary>
    private static byte[] WavFile(IEnumerable<float> samples)
    {
        short[] rounded = [.. samples.Select(sample => (short)Math.Round(Math.Clamp(sample, -1, 1) * short.MaxValue))];
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * rounded.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        foreach (short value in (short[])[1, 1])
            writer.Write(value);
        writer.Write(16_000);
        writer.Write(32_000);
        foreach (short value in (short[])[2, 16])
            writer.Write(value);
        writer.Write("data"u8);
        writer.Write(2 * rounded.Length);
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(rounded));
        return file.ToArray();
    }

    private static TimeSpan? Seconds(double? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private sealed class Reports(List<TranscriptionProgress> all, Action? reported = null) : IProgress<TranscriptionProgress>
    {
        public void Report(TranscriptionProgress value)
        {
            all.Add(value);
            reported?.Invoke();
        }
    }
}

using System.Globalization;
using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Windows that are fitted to their audio, on a model of random weights whose windows are twelve seconds.</summary>
internal sealed class FittedWindowTests
{
    private const int FramesASecond = 100;
    private static readonly double[] Seconds = [2.2, 0.4, 5.7, 0.001, 14.1, 0.9, 11.5, 3.3];

    private TinyModel? _model;
    private ISpeechRecognizer? _recognizer;

    private ISpeechRecognizer Recognizer => _recognizer!;

    [OneTimeSetUp]
    public async Task Load()
    {
        _model = new TinyModel(windowSeconds: 12);
        _recognizer = await _model.LoadAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _recognizer?.Dispose();
        _model?.Dispose();
    }

    /// <summary>No text is believed, and every temperature is tried.</summary>
    private static TranscriptionOptions Nothing => TinyModel.Anything with
    {
        Fallback = TinyModel.Anything.Fallback with { Temperatures = [0, 0.5], AverageLogProbability = 0 },
    };

    /// <summary>A text that is made to end at once: all of it convinces.</summary>
    private static TranscriptionOptions Ending => TinyModel.Anything with
    {
        Language = "en", Timestamps = false, Decoding = new() { ForcedTokens = [TinyVocabulary.Entries["<|endoftext|>"]] },
    };

    [Test]
    public async Task Transcribe_LimitOfTokensThatTheCallerSet_IsNoReasonToHearAnew()
    {
        Transcript limited = await Recognizer.TranscribeAsync(TinyModel.Tone(3), TinyModel.Anything with { Language = "en", Decoding = new() { MaxTokens = 3 } });
        Assert.That(limited.Diagnostics.WindowsHeardAnew, Is.Zero);
        Transcript unlimited = await Recognizer.TranscribeAsync(TinyModel.Tone(3), TinyModel.Anything with { Language = "en" });
        Assert.That(unlimited.Diagnostics.WindowsHeardAnew, Is.Positive, "the model of random weights writes on to its own limit");
    }

    [Test]
    public async Task Transcribe_TextThatDoesNotConvince_IsThatOfTheFullWindow()
    {
        foreach (double seconds in Seconds)
        {
            Transcript fitted = await Recognizer.TranscribeAsync(TinyModel.Tone(seconds), Nothing);
            Transcript full = await Recognizer.TranscribeAsync(TinyModel.Tone(seconds), Nothing with { Window = EncoderWindow.Full });

            TranscriptChecks.AssertSame(fitted, full);
            Assert.That(fitted.LanguageProbabilities, Is.EqualTo(full.LanguageProbabilities), "its language is detected anew as well");
            Assert.That(fitted.Diagnostics.WindowsHeardAnew, seconds is > 7 and < 12 ? Is.Zero : Is.Positive, $"{seconds} s");
            Assert.That(fitted.Diagnostics.DecoderSteps, seconds is > 7 and < 12 ? Is.EqualTo(full.Diagnostics.DecoderSteps) : Is.GreaterThan(full.Diagnostics.DecoderSteps));
            Assert.That(full.Diagnostics.WindowsHeardAnew, Is.Zero);
        }
    }

    [TestCase(0.5, null, 4)]
    [TestCase(4, null, 8)]
    [TestCase(8, null, 12)]
    [TestCase(0.5, EncoderWindow.Fitted, 4)]
    [TestCase(0.5, EncoderWindow.Full, 12)]
    public async Task Transcribe_ConvincingText_IsHeardOnceInAWindowOfItsLength(double seconds, EncoderWindow? window, int expected)
    {
        using ISpeechRecognizer recognizer = Watched(out WatchedGraphs graphs);
        await recognizer.TranscribeAsync(TinyModel.Tone(seconds), Ending with { Window = window });
        Assert.That(graphs.Decoded, Is.EqualTo(new[] { (expected * FramesASecond, 1) }));
    }

    [TestCase(LongForm.Sequential)]
    [TestCase(LongForm.SequentialTransformers)]
    [TestCase(LongForm.Chunked)]
    public async Task Transcribe_ReferencesAlgorithms_HearFullWindows(LongForm longForm)
    {
        using ISpeechRecognizer recognizer = Watched(out WatchedGraphs graphs);
        await recognizer.TranscribeAsync(TinyModel.Tone(0.5), Ending with { LongForm = longForm });
        Assert.That(graphs.Decoded.Select(run => run.Frames), Is.All.EqualTo(12 * FramesASecond));
    }

    [Test]
    public async Task TranscribeBatch_ManyLengths_GivesEachWhatItGetsAlone([Values(1, 2, 8)] int batchSize, [Values] bool believed)
    {
        AudioSource[] audios = [.. Seconds.Select(TinyModel.Tone)];
        TranscriptionOptions options = (believed ? TinyModel.Anything : Nothing) with { WordTimestamps = true };
        IReadOnlyList<Transcript> together = await Recognizer.TranscribeBatchAsync(audios, options with { BatchSize = batchSize });
        for (int index = 0; index < audios.Length; index++)
        {
            Transcript alone = await Recognizer.TranscribeAsync(audios[index], options);
            TranscriptChecks.AssertSame(together[index], alone);
            Assert.That(together[index].Diagnostics.DecoderSteps, Is.EqualTo(alone.Diagnostics.DecoderSteps));
        }
    }

    // Lengths in seconds of windows, four a round; a window of the model is 12.
    [TestCase("1 3 1 3 1 3 1 3", 4, "4x4 6x4", Description = "two rounds of one length each")]
    [TestCase("1 3 1 5 1 3 1 5 1", 4, "4x4 6x2 8x2 4x1", Description = "the length of the one that was begun first comes next")]
    [TestCase("3 1 1 1 1 1 1 1 1", 4, "6x1 4x4 4x4", Description = "the first one does not wait for company")]
    [TestCase("12 1 12 1 12 1 12 1", 4, "12x3 4x4 12x1", Description = "no more audio waits than four full windows")]
    [TestCase("1 3 1 3", 1, "4x1 6x1 4x1 6x1", Description = "one at a time")]
    public async Task TranscribeBatch_MixedLengths_HearsThoseOfOneLengthTogether(string seconds, int batchSize, string rounds)
    {
        using ISpeechRecognizer recognizer = Watched(out WatchedGraphs graphs);
        AudioSource[] audios = [.. seconds.Split(' ').Select(length => TinyModel.Tone(int.Parse(length, CultureInfo.InvariantCulture)))];
        await recognizer.TranscribeBatchAsync(audios, Ending with { BatchSize = batchSize });
        Assert.That(string.Join(' ', graphs.Decoded.Select(run => $"{run.Frames / FramesASecond}x{run.Windows}")), Is.EqualTo(rounds));
        Assert.That(graphs.MostHeld, Is.EqualTo(1));
    }

    [Test]
    public async Task TranscribeEach_MixedLengths_HandsResultsOutWithTheirRounds()
    {
        List<int> order = [];
        AudioSource[] audios = [.. new[] { 1.0, 3, 1, 3 }.Select(TinyModel.Tone)];
        await foreach (RecordingResult result in Recognizer.TranscribeEachAsync(audios, Ending with { BatchSize = 2 }))
            order.Add(result.Index);
        Assert.That(order.Take(2), Is.EquivalentTo(new[] { 0, 2 }));
        Assert.That(order.Skip(2), Is.EquivalentTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task Transcribe_WithADraft_GivesTheSame()
    {
        using var draft = new TinyModel(seed: 3, windowSeconds: 12);
        using ISpeechRecognizer drafted = await _model!.LoadAsync(draft.Folder);
        foreach (double seconds in Seconds)
        {
            Transcript transcript = await drafted.TranscribeAsync(TinyModel.Tone(seconds), TinyModel.Anything);
            TranscriptChecks.AssertSame(transcript, await Recognizer.TranscribeAsync(TinyModel.Tone(seconds), TinyModel.Anything));
        }
    }

    [Test]
    public async Task Transcribe_WithADraft_BothHearFittedWindows()
    {
        WhisperModel main = LoadedParts.Load(_model!.Folder), draft = LoadedParts.Load(_model.Folder);
        WatchedGraphs graphs = new(main.Graphs), draftGraphs = new(draft.Graphs);
        using WhisperRecognizer recognizer = new(main with { Graphs = graphs, Draft = draft with { Graphs = draftGraphs } }, "fp32");
        await recognizer.TranscribeAsync(TinyModel.Tone(0.5), TinyModel.Anything with { Language = "en", Decoding = new() { MaxTokens = 3 } });
        (int, int)[] expected = [(4 * FramesASecond, 1)];
        Assert.That(graphs.Decoded, Is.EqualTo(expected));
        Assert.That(draftGraphs.Decoded, Is.EqualTo(expected));
    }

    [Test]
    public async Task Transcribe_LanguagesOfShortAndFullWindowDiffer_ThatOfTheWindowWhoseTextIsBelieved()
    {
        // Hears German in the short window of the last tone and English in the full one.
        using TinyModel model = new(seed: 1, windowSeconds: 12);
        using ISpeechRecognizer recognizer = await model.LoadAsync();
        AudioSource[] audios = [.. new[] { 0.5, 2, 4 }.Select(TinyModel.Tone)];
        // Three tokens are believed of a short window.
        TranscriptionOptions believed = TinyModel.Anything with { Decoding = new() { MaxTokens = 3 } };
        foreach (int batchSize in (int[])[1, 2, 8])
        {
            Assert.That(await LanguagesAsync(believed), Is.EqualTo(new[] { "en", "en", "de" }));
            Assert.That(await LanguagesAsync(believed with { Window = EncoderWindow.Full }), Is.EqualTo(new[] { "en", "en", "en" }));
            Assert.That(await LanguagesAsync(Nothing), Is.EqualTo(new[] { "en", "en", "en" }), "the short window's language goes with its text");

            async Task<IEnumerable<string>> LanguagesAsync(TranscriptionOptions options) =>
                (await recognizer.TranscribeBatchAsync(audios, options with { BatchSize = batchSize })).Select(transcript => transcript.Language);
        }
    }

    private ISpeechRecognizer Watched(out WatchedGraphs graphs)
    {
        WhisperModel model = LoadedParts.Load(_model!.Folder);
        graphs = new WatchedGraphs(model.Graphs);
        return new WhisperRecognizer(model with { Graphs = graphs }, "fp32");
    }
}

using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Wav2Vec2;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>A model of random weights, whose text is nonsense: every path is walked, in a clone alone.</summary>
public sealed class TinyCtcTests
{
    private TemporaryFolder _work = null!;

    [SetUp]
    public void Create() => _work = new TemporaryFolder();

    [TearDown]
    public void Remove() => _work.Dispose();

    [Test]
    public async Task Transcribe_EveryWay_IsSound()
    {
        using ISpeechRecognizer recognizer = await LoadAsync(new TinyWav2Vec2());
        Assert.That((recognizer.Info.Family, recognizer.Info.CanStream, recognizer.Info.CanTranslate), Is.EqualTo(("wav2vec2", true, false)));
        foreach (TranscriptionOptions options in new TranscriptionOptions[]
        {
            new() { WordTimestamps = true },
            new() { WordTimestamps = true, LongForm = LongForm.Chunked, Chunks = new ChunkOptions { Length = TimeSpan.FromSeconds(0.5) } },
            new() { WordTimestamps = true, Decoding = new DecodingOptions { BeamSize = 8, Alternatives = 3 } },
            new() { WordTimestamps = true, Ranges = [new TimeRange(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.9)), new TimeRange(TimeSpan.FromSeconds(1.2))] },
            new() { Timestamps = false, Hotwords = [new Hotword("ab")] },
        })
        {
            Transcript transcript = await recognizer.TranscribeAsync(Tone(2), options);
            Assert.That(transcript.Text, Is.Not.Empty);
            Assert.That(transcript.Coverage[0].Start, Is.EqualTo(TimeSpan.Zero));
            Assert.That(transcript.Coverage[^1].End, Is.EqualTo(transcript.Duration));
            Assert.That(transcript.Coverage.Zip(transcript.Coverage.Skip(1)), Has.All.Matches<(CoverageSpan First, CoverageSpan Second)>(pair => pair.First.End == pair.Second.Start));
            Assert.That(transcript.Words.Select(word => (word.End - word.Start).Ticks), Has.All.GreaterThan(0));
            Assert.That(transcript.Words.Zip(transcript.Words.Skip(1)), Has.All.Matches<(Word First, Word Second)>(pair => pair.First.End <= pair.Second.Start));
            Assert.That(transcript.Segments.Select(segment => segment.AverageLogProbability), Has.All.InRange(-50.0, 0.0));
            Assert.That(transcript.Segments.SelectMany(segment => segment.Tokens), Is.Not.Empty.And.All.InRange(0, 6));
            Assert.That((await recognizer.TranscribeBatchAsync([Tone(1), Tone(2)], options))[1].Text, Is.EqualTo(transcript.Text));
        }
    }

    [Test]
    public async Task Load_WithoutAVocabulary_NamesTheFile()
    {
        string folder = Export(new TinyWav2Vec2());
        File.Delete(Path.Combine(folder, "vocab.json"));
        await Assert.ThatAsync(() => SpeechRecognizer.LoadAsync(folder), Throws.TypeOf<ModelFolderException>().With.Message.Contains("vocab.json"));
    }

    [TestCase("Wav2Vec2ForSequenceClassification")]
    [TestCase("Wav2Vec2ForXVector")]
    public async Task Load_AnotherHead_SaysThatItDoesNotTranscribe(string architecture) => await Assert.ThatAsync(
        () => LoadAsync(new TinyWav2Vec2 { Architecture = architecture }), Throws.TypeOf<ModelFolderException>().With.Message.Contains("does not transcribe"));

    [Test]
    public async Task Load_Draft_IsWhispersAlone() => await Assert.ThatAsync(
        () => SpeechRecognizer.LoadAsync(Export(new TinyWav2Vec2()), new RecognizerOptions { DraftModel = "whisper-base", Unigrams = "x" }),
        Throws.TypeOf<InvalidOptionException>().With.Message.Contains("only Whisper models take a draft"));

    [Test]
    public async Task Transcribe_ALanguage_BindsItsWeights()
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(ExportLanguages());
        Assert.That(recognizer.Info.Languages, Is.EqualTo(new[] { "eng", "deu" }));
        Transcript english = await recognizer.TranscribeAsync(Tone(1)), german = await recognizer.TranscribeAsync(Tone(1), new TranscriptionOptions { Language = "deu" });
        Assert.That((english.Language, german.Language), Is.EqualTo(("eng", "deu")));
        Assert.That(english.Text, Does.Match("^[ab ]+$"));
        Assert.That(german.Text, Does.Match("^[xyäß ]+$"));
    }

    [Test]
    public async Task Transcribe_AnotherLanguageThanTheLanguageModels_IsAnErrorThatNamesBoth()
    {
        string model = ExportLanguages(), words = WriteArpa("words.arpa", "xy", "äß");
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(model, new RecognizerOptions { LanguageModel = words });
        Assert.That((await recognizer.TranscribeAsync(Tone(1), new TranscriptionOptions { Language = "deu" })).Language, Is.EqualTo("deu"));
        await Assert.ThatAsync(() => recognizer.TranscribeAsync(Tone(1)), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("Language is 'eng'").And.Message.Contains("words.arpa"));
        Assert.That((await recognizer.TranscribeAsync(Tone(1), new TranscriptionOptions { Decoding = new DecodingOptions { BeamSize = 1 } })).Text, Is.Not.Empty);
        await Assert.ThatAsync(
            () => SpeechRecognizer.LoadAsync(model, new RecognizerOptions { LanguageModel = WriteArpa("other.arpa", "qr", "st") }),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains("other.arpa"));
    }

    [Test]
    public async Task Load_ABrokenLanguageModelBesideIt_IsAnErrorUnlessItIsLeftOut()
    {
        string folder = Export(new TinyWav2Vec2());
        Directory.CreateDirectory(Path.Combine(folder, "language_model"));
        File.WriteAllText(Path.Combine(folder, "language_model", "words.arpa"), "no n-grams");
        await Assert.ThatAsync(() => SpeechRecognizer.LoadAsync(folder), Throws.TypeOf<ModelFolderException>().With.Message.Contains("words.arpa"));
        using (ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(folder, new RecognizerOptions { UseLanguageModel = false }))
            Assert.That((await recognizer.TranscribeAsync(Tone(1))).Text, Is.Not.Empty);
        using (IForcedAligner aligner = await ForcedAligner.LoadAsync(folder))
            Assert.That(aligner.Info.Family, Is.EqualTo("wav2vec2"));
        await Assert.ThatAsync(
            () => SpeechRecognizer.LoadAsync(folder, new RecognizerOptions { UseLanguageModel = false, LanguageModel = "x.arpa" }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("LanguageModel is x.arpa and UseLanguageModel is false"));
        await Assert.ThatAsync(
            () => ForcedAligner.LoadAsync(folder, new RecognizerOptions { LanguageModel = "x.arpa" }), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("x.arpa"));
    }

    private string WriteArpa(string name, params string[] words)
    {
        string unigrams = string.Concat(words.Select(word => $"-1.2\t{word}\n"));
        File.WriteAllText(_work.Combine(name), $"\\data\\\nngram 1={words.Length + 3}\n\n\\1-grams:\n-3\t<unk>\n-99\t<s>\n-1.2\t</s>\n{unigrams}\n\\end\\\n");
        return _work.Combine(name);
    }

    private string ExportLanguages()
    {
        string checkpoint = _work.Combine("mms");
        new TinyWav2Vec2 { LanguageAdapter = true }.Write(checkpoint);
        TinyWav2Vec2.WriteLanguage(checkpoint, "deu", symbols: 9);
        File.WriteAllText(Path.Combine(checkpoint, "tokenizer_config.json"), """{"target_lang": "eng"}""");
        File.WriteAllText(Path.Combine(checkpoint, "vocab.json"), """
            {"eng": {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3, "|": 4, "a": 5, "b": 6}, "deu": {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3, "|": 4, "x": 5, "y": 6, "ä": 7, "ß": 8}, "fra": {"<pad>": 0}}
            """);
        CheckpointExporter.Export(checkpoint, _work.Combine("model"), ExportOptions.Fp32);
        return _work.Combine("model");
    }

    private static AudioSource Tone(double seconds) => Whisper.TinyModel.Tone(seconds);

    private Task<ISpeechRecognizer> LoadAsync(TinyWav2Vec2 checkpoint) =>
        SpeechRecognizer.LoadAsync(Export(checkpoint), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 });

    private string Export(TinyWav2Vec2 checkpoint)
    {
        CheckpointExporter.Export(checkpoint.Write(_work.Combine("checkpoint")), _work.Combine("model"), ExportOptions.Fp32);
        return _work.Combine("model");
    }
}

using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Tests.Whisper.Words;

/// <summary>Aligning with a model of random weights, whose window has 50 positions: what holds whatever is said.</summary>
public sealed class WordAlignerTests
{
    private const int Frames = 84;

    private readonly InferenceCall _call = new(CancellationToken.None);
    private TinyModel? _folder;
    private WhisperModel? _model;
    private IEncodedWindows? _windows;

    [OneTimeSetUp]
    public void Encode()
    {
        _folder = new TinyModel();
        _model = LoadedParts.Load(_folder.Folder);
        _windows = Encode(0, 1, 2);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _windows?.Dispose();
        _call.Dispose();
        _model?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public void Align_Text_GivesItsWordsWithoutGapsInsideTheAudio()
    {
        int[] text = _model!.Tokenizer.Encode(" the tea, at 10.");
        IReadOnlyList<WordTiming> words = Align(_windows!, 1, text);
        Assert.That(words.Select(word => word.Text), Is.EqualTo(new[] { " the", " tea", ",", " at", " 10", "." }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(words.Sum(word => word.Tokens), Is.EqualTo(text.Length));
            Assert.That(words.Zip(words.Skip(1)), Has.All.Matches<(WordTiming One, WordTiming Next)>(pair => pair.One.End == pair.Next.Start));
            Assert.That(words, Has.All.Matches<WordTiming>(word => word!.Start >= 0 && word.Start <= word.End && word.End < Frames / 100.0 && word.Probability is > 0 and < 1));
            Assert.That(words.Select(word => word.Start).Distinct().Count(), Is.GreaterThan(2));
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Align_OneOfSeveralWindows_EqualsItAlone(int window)
    {
        int[] text = _model!.Tokenizer.Encode(" at the tea");
        using IEncodedWindows alone = Encode(window);
        // Decoding moves windows in memory; what is aligned afterwards must still be found.
        using IEncodedWindows moved = Encode(0, 1, 2);
        ((EncodedWindows)moved).Gather([2]);
        IReadOnlyList<WordTiming> expected = Align(alone, 0, text);
        Assert.That(Align(_windows!, window, text), Is.EqualTo(expected));
        Assert.That(Align(moved, window, text), Is.EqualTo(expected));
        Assert.That(Align(_windows!, (window + 1) % 3, text), Is.Not.EqualTo(expected));
    }

    [Test]
    public void Align_LongestTextThatTheDecoderHolds_TimesItToTheEnd()
    {
        int[] text = [.. Enumerable.Repeat(_model!.Tokenizer.Encode(" a")[0], _model.Config.TargetPositions - 4)];
        Assert.That(Align(_windows!, 0, text), Has.Count.EqualTo(36));
    }

    [Test]
    public void Align_WindowOfOneFrame_PutsEveryWordAtItsBeginning() =>
        Assert.That(Align(_windows!, 0, _model!.Tokenizer.Encode(" a the"), frames: 1).Select(word => (word.Start, word.End)), Is.All.EqualTo((0.0, 0.0)));

    [Test]
    public void Align_NoText_GivesNothing() => Assert.That(Align(_windows!, 0, []), Is.Empty);

    [TestCase(5, true)]
    [TestCase(5, false)]
    [TestCase(1, false)]
    [TestCase(0, true)]
    public void TokenTimes_Tokens_GivesOneForEachInOrder(int count, bool ended)
    {
        int[] tokens = [.. Enumerable.Range(40, count)];
        TokenTiming[] timings = new WordAligner(_model!).TimeTokens(_call, _windows!, 0, _model!.Tokenizer.StartSequence("en", SpeechTask.Transcribe, timestamps: true), tokens, ended, Frames);
        float[] times = [.. timings.Select(timing => timing.Time)];
        Assert.That(times, Has.Length.EqualTo(count).And.Ordered.And.All.InRange(0, 0.82));
        if (count > 1)
            Assert.That(timings, Has.All.Matches<TokenTiming>(timing => timing.Probability is > 0 and < 1));
        if (count > 0)
            Assert.That(times[0], Is.Zero);
        if (count > 1 && !ended)
            Assert.That(times[^1], Is.EqualTo(times[^2]), "the token that was never read");
    }

    [Test]
    public void Constructor_FolderWithoutAlignmentGraph_SaysWhatToDo()
    {
        using var folder = new TinyModel();
        string manifest = Path.Combine(folder.Folder, "speech.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"alignment\": \"alignment.onnx\"", "\"other\": \"alignment.onnx\"", StringComparison.Ordinal));
        CheckCannotAlign(LoadedParts.Load(folder.Folder));
    }

    [Test]
    public void Constructor_OptimumsGraphs_SaysWhatToDo()
    {
        const string source = "fixtures/whisper/foreign-onnx-optimum";
        using WorkFolder folder = new WorkFolder().CopyTokenizer("multilingual", "model")
            .Copy(source, "model", "config.json", "generation_config.json", "preprocessor_config.json", "encoder_model.onnx", "decoder_model_merged.onnx");
        CheckCannotAlign(LoadedParts.Load(folder.Combine("model")));
    }

    private static void CheckCannotAlign(WhisperModel model)
    {
        using (model.Graphs)
        {
            Assert.That(model.Graphs.CanAlign, Is.False);
            Assert.That(() => new WordAligner(model), Throws.TypeOf<InvalidOptionException>().With.Message.EqualTo(
                $"{model.Name} has no alignment graph; word times need one: export the checkpoint with this SDK."));
        }
    }

    private IReadOnlyList<WordTiming> Align(IEncodedWindows windows, int window, int[] text, int frames = Frames) =>
        new WordAligner(_model!).Align(_call, windows, window, _model!.Tokenizer.Languages.Find("en"), SpeechTask.Transcribe, text, frames);

    /// <summary>Windows of tones of different loudness, one for each number.</summary>
    private IEncodedWindows Encode(params int[] tones)
    {
        IEncodedWindows windows = _model!.Graphs.CreateWindows(tones.Length, _model.Config.WindowFrames);
        for (int index = 0; index < tones.Length; index++)
        {
            float[] samples = TinyModel.Tone(1).ReadAll(16_000).Select((sample, at) => sample * MathF.Sin(at * (tones[index] + 1) / 3000f)).ToArray();
            _model.Features.Compute(samples, _model.Features.WindowSamples, windows.Mel);
            windows.Encode(_call, index);
        }

        return windows;
    }
}

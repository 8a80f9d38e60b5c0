using Speech.Sdk.Export;
using Speech.Sdk.Models;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Options that do not fit the model: what the caller is told.</summary>
public sealed class OptionErrorTests
{
    private TinyModel? _model;
    private ISpeechRecognizer? _recognizer;

    public static IEnumerable<TestCaseData> Cases()
    {
        TranscriptionOptions none = new();
        yield return new TestCaseData(none with { Language = "englsh" }, "Did you mean english (en)").SetArgDisplayNames("misspelt language");
        yield return new TestCaseData(none with { Language = "en", AllowedLanguages = ["de"] }, "AllowedLanguages leaves out").SetArgDisplayNames("language not allowed");
        yield return new TestCaseData(none with { AllowedLanguages = ["de", "klingon"] }, "'klingon' is unknown").SetArgDisplayNames("allowed language");
        yield return new TestCaseData(none with { Language = "" }, "Language '' is unknown").SetArgDisplayNames("empty language");
        yield return new TestCaseData(none with { Prompt = new string('x', 20) }, "Prompt has 21 tokens; tiny takes at most 19").SetArgDisplayNames("prompt");
        yield return new TestCaseData(none with { Prompt = "a<|en|>" }, "special token <|en|>").SetArgDisplayNames("special token in the prompt");
        yield return new TestCaseData(none with { Prefix = new string('x', 20) }, "Prefix has 21 tokens; tiny takes at most 20").SetArgDisplayNames("prefix");
        yield return new TestCaseData(none with { Prompt = new string('x', 17), Prefix = new string('x', 18) }, "no room").SetArgDisplayNames("both");
        yield return new TestCaseData(none with { Decoding = new() { SuppressTokens = [1, 99999] } }, "SuppressTokens holds 99999").SetArgDisplayNames("suppressed id");
        yield return new TestCaseData(none with { Decoding = new() { ForcedTokens = [1, 99999] } }, "ForcedTokens holds 99999").SetArgDisplayNames("forced id");
        yield return new TestCaseData(none with { Decoding = new() { SuppressPattern = "(a" } }, "SuppressPattern '(a' cannot be used").SetArgDisplayNames("broken pattern");
        yield return new TestCaseData(none with { Decoding = new() { SuppressPattern = "(?=a)" } }, "without lookaround").SetArgDisplayNames("pattern that could hang");
        yield return new TestCaseData(none with { Decoding = new() { SuppressPattern = ".|\\n|^$" } }, "matches every token").SetArgDisplayNames("pattern of everything");
        yield return new TestCaseData(none with { Hotwords = [new(new string('x', 65))] }, "Hotwords holds a text of 66 tokens").SetArgDisplayNames("long hotword");
        yield return new TestCaseData(none with { Window = EncoderWindow.Fitted, LongForm = LongForm.Sequential }, "Window is Fitted, but Sequential hears full windows").SetArgDisplayNames("fitted windows");
        yield return new TestCaseData(none with { Window = (EncoderWindow)7 }, "Window is 7; expected one of Fitted, Full").SetArgDisplayNames("window");
        yield return new TestCaseData(none with { BatchSize = 0 }, "BatchSize is 0").SetArgDisplayNames("batch size");
    }

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

    [TestCaseSource(nameof(Cases))]
    public async Task Transcribe_OptionThatDoesNotFit_SaysWhatIsExpected(TranscriptionOptions options, string expected) =>
        Assert.That(await MessageAsync(_recognizer!, options), Does.Contain(expected));

    [Test]
    public async Task Transcribe_SeveralProblems_ListsThemAllInOneLine()
    {
        string message = await MessageAsync(_recognizer!, new TranscriptionOptions
        {
            Language = "xx",
            Prompt = new string('x', 30),
            Prefix = new string('x', 30),
            BatchSize = 5000,
            Decoding = new DecodingOptions { BeamSize = 100, SuppressTokens = [-1] },
        });
        foreach (string part in (string[])["'xx'", "Prompt has", "Prefix has", "BatchSize is", "BeamSize is", "SuppressTokens holds -1"])
            Assert.That(message, Does.Contain(part));
        Assert.That(message, Does.Not.Contain('\n'));
    }

    [Test]
    public async Task Transcribe_EnglishOnlyModelAskedForMore_SaysSo()
    {
        using WorkFolder folder = new WorkFolder().Copy("fixtures/whisper/tiny-random-en", "checkpoint").CopyTokenizer("en", "checkpoint");
        CheckpointExporter.Export(folder.Combine("checkpoint"), folder.Combine("tiny.en"), ExportOptions.Fp32);
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(folder.Combine("tiny.en"));

        string message = await MessageAsync(recognizer, new TranscriptionOptions { Task = SpeechTask.Translate, Language = "german" });
        Assert.That(message, Does.Contain("Task is Translate, but tiny.en knows English only").And.Contain("Language is 'german', but tiny.en knows English only"));
        Assert.That(recognizer.Info.Languages, Is.EqualTo(new[] { "en" }));
        Assert.That(recognizer.Info.CanTranslate, Is.False);
    }

    private static async Task<string> MessageAsync(ISpeechRecognizer recognizer, TranscriptionOptions options) =>
        (await Assert.ThrowsAsync<InvalidOptionException>(() => recognizer.TranscribeAsync(TinyModel.Tone(0.5), options)))!.Message;
}

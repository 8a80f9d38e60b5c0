using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Digits with a language model that knows what digits are called.</summary>
public sealed class LanguageModelTests
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"];

    private ExportedModel? _model;
    private TemporaryFolder? _files;
    private ISpeechRecognizer? _plain;
    private ISpeechRecognizer? _helped;

    [OneTimeSetUp]
    public async Task Load()
    {
        _model = new ExportedModel("models/xls-r-digits");
        _files = new TemporaryFolder();
        _files.Write("digits.arpa", Arpa());
        _plain = await _model.LoadAsync();
        _helped = await _model.LoadAsync(new RecognizerOptions { LanguageModel = _files.File("digits.arpa") });
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _helped?.Dispose();
        _plain?.Dispose();
        _files?.Dispose();
        _model?.Dispose();
    }

    [Test]
    public async Task Transcribe_WithALanguageModel_WritesItsWordsAndNoMoreErrors()
    {
        int greedy = 0, helped = 0;
        foreach (DigitSample sample in DigitSample.All("xls-r-digits"))
        {
            Transcript transcript = await _helped!.TranscribeAsync(sample.Audio, new TranscriptionOptions { WordTimestamps = true });
            Assert.That(transcript.Words.Select(word => word.Text.Trim()).Distinct(), Is.SubsetOf(Words), sample.Name);
            Assert.That(transcript.Segments.SelectMany(segment => segment.Tokens), Is.Not.Empty);
            greedy += DigitSample.WordErrors(sample.Reference.Split(' '), sample.Text);
            helped += DigitSample.WordErrors(sample.Reference.Split(' '), transcript.Text);
        }

        TestContext.Out.WriteLine($"{greedy} errors greedy, {helped} with the language model");
        Assert.That(helped, Is.LessThanOrEqualTo(greedy).And.LessThan(2));
    }

    [Test]
    public async Task Transcribe_Alternatives_BestFirstWithScores()
    {
        DigitSample sample = DigitSample.All("xls-r-digits").First(sample => sample.Text != sample.Reference);
        Transcript transcript = await _plain!.TranscribeAsync(sample.Audio, new TranscriptionOptions { Decoding = new DecodingOptions { Alternatives = 4 } });
        IReadOnlyList<Alternative> alternatives = transcript.Segments[0].Alternatives;
        Assert.That(alternatives, Has.Count.GreaterThan(1));
        Assert.That(alternatives[0].Text, Is.EqualTo(transcript.Segments[0].Text));
        Assert.That(alternatives.Select(alternative => alternative.Score), Is.Ordered.Descending);
        Assert.That(alternatives, Has.All.Matches<Alternative>(alternative => alternative!.AcousticScore < 0 && alternative.LanguageScore == 0 && alternative.Score == alternative.AcousticScore));
    }

    [Test]
    public async Task Transcribe_Hotwords_AreMoreLikely()
    {
        DigitSample sample = DigitSample.All("xls-r-digits").First(sample => sample.Text != sample.Reference);
        Transcript transcript = await _plain!.TranscribeAsync(sample.Audio, new TranscriptionOptions { Hotwords = [.. Words.Select(word => new Hotword(word.ToUpperInvariant(), 4))] });
        Assert.That(sample.Text.Split(' ').Distinct(), Is.Not.SubsetOf(Words));
        Assert.That(transcript.Text.Split(' ').Distinct(), Is.SubsetOf(Words));
    }

    [Test]
    public async Task Load_AFolderOfALanguageModel_IsUsedWithItsWeights()
    {
        Directory.CreateDirectory(Path.Combine(_model!.Folder, "language_model"));
        try
        {
            File.Copy(_files!.File("digits.arpa"), Path.Combine(_model.Folder, "language_model", "digits.arpa"));
            File.WriteAllText(Path.Combine(_model.Folder, "language_model", "attrs.json"), """{"alpha": 0.7, "beta": 2.0, "unk_score_offset": -12.0, "score_boundary": true}""");
            using ISpeechRecognizer recognizer = await _model.LoadAsync();
            DigitSample sample = DigitSample.All("xls-r-digits").First(sample => sample.Text != sample.Reference);
            Assert.That((await recognizer.TranscribeAsync(sample.Audio)).Text.Split(' ').Distinct(), Is.SubsetOf(Words));
        }
        finally
        {
            Directory.Delete(Path.Combine(_model.Folder, "language_model"), recursive: true);
        }
    }

    [Test]
    public async Task Transcribe_OptionsWithoutALanguageModel_AreErrors()
    {
        await Throws(new TranscriptionOptions { Ctc = new CtcOptions() }, "the search is greedy");
        await Throws(new TranscriptionOptions { Ctc = new CtcOptions { Alpha = 1 }, Decoding = new DecodingOptions { BeamSize = 10 } }, "was loaded without one");
        await Throws(new TranscriptionOptions { Hotwords = [new Hotword("for")], Decoding = new DecodingOptions { BeamSize = 1 } }, "Hotwords are given and BeamSize is 1");

        await Throws(new TranscriptionOptions { Hotwords = [new Hotword("2")] }, "Hotwords holds '2'");

        Task Throws(TranscriptionOptions options, string message) => Assert.ThatAsync(
            () => _plain!.TranscribeAsync(AudioSource.FromSamples(new float[16_000], 16_000), options), NUnit.Framework.Throws.TypeOf<InvalidOptionException>().With.Message.Contains(message));
    }

    public static string Arpa()
    {
        string unigrams = string.Concat(Words.Select(word => $"-1.2\t{word}\t-0.1\n"));
        return $"\\data\\\nngram 1={Words.Length + 3}\nngram 2=1\n\n\\1-grams:\n-3\t<unk>\t0\n-99\t<s>\t-0.1\n-1.2\t</s>\t0\n{unigrams}\n\\2-grams:\n-1\tone two\n\n\\end\\\n";
    }
}

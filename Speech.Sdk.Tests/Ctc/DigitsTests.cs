using Speech.Sdk.Export;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>The recognisers of digits, from the checkpoint to what they say of real and synthetic speech.</summary>
[TestFixture("xls-r-digits")]
[TestFixture("w2v-bert-digits")]
public sealed class DigitsTests(string name)
{
    private ExportedModel? _model;
    private ISpeechRecognizer? _recognizer;

    private ISpeechRecognizer Recognizer => _recognizer ??= (_model = new ExportedModel($"models/{name}")).LoadAsync().GetAwaiter().GetResult();

    [OneTimeTearDown]
    public void DisposeModel()
    {
        _recognizer?.Dispose();
        _model?.Dispose();
    }

    [Test]
    public async Task Transcribe_EverySample_IsWhatTransformersSays()
    {
        foreach (DigitSample sample in DigitSample.All(name))
        {
            Transcript transcript = await Recognizer.TranscribeAsync(sample.Audio, new TranscriptionOptions { WordTimestamps = true });
            Assert.That(transcript.Text, Is.EqualTo(sample.Text), sample.Name);
            CtcAudio.RequireWords(transcript, sample.Offsets, 0.02);
            Assert.That(transcript.Segments.Select(segment => segment.AverageLogProbability), Is.All.InRange(-5.0, 0.0));
        }
    }

    [Test]
    public async Task Transcribe_Int8_OnePointOfTheErrorRateAtMost()
    {
        using ExportedModel model = new($"models/{name}", ExportOptions.For(ExportPrecision.Int8));
        using ISpeechRecognizer quantized = await model.LoadAsync();
        int words = 0, floatErrors = 0, errors = 0;
        foreach (DigitSample sample in DigitSample.All(name))
        {
            string[] reference = sample.Reference.Split(' ');
            words += reference.Length;
            floatErrors += DigitSample.WordErrors(reference, sample.Text);
            errors += DigitSample.WordErrors(reference, (await quantized.TranscribeAsync(sample.Audio)).Text);
        }

        TestContext.Out.WriteLine($"{words} words, {floatErrors} errors in fp32, {errors} in int8");
        Assert.That(100.0 * (errors - floatErrors) / words, Is.LessThanOrEqualTo(1));
    }
}

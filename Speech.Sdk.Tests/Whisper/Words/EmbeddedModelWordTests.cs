using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Words;

/// <summary>The model that is in the repository, whose weights are integers, times what is said in a sample.</summary>
public sealed class EmbeddedModelWordTests
{
    [Test]
    public void Align_Sample_PlacesItsWordsInTheSpeech()
    {
        const string text = " Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the exhibition.";
        WhisperModel model = LoadedParts.Load(Repository.Path("models/whisper-base"));
        using IWhisperGraphs graphs = model.Graphs;
        using var call = new InferenceCall(CancellationToken.None);
        using IEncodedWindows windows = graphs.CreateWindows(1, model.Config.WindowFrames);
        float[] samples = AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(model.Features.SampleRate);
        model.Features.Compute(samples, model.Features.WindowSamples, windows.Mel);
        windows.Encode(call, 0);

        int[] tokens = model.Tokenizer.Encode(text);
        int frames = model.Features.Frames(samples.Length);
        IReadOnlyList<WordTiming> aligned = new WordAligner(model).Align(call, windows, 0, model.Tokenizer.Languages.Find("en"), SpeechTask.Transcribe, tokens, frames);
        IReadOnlyList<WordTiming> words = SegmentWords.Add([new WordSegment(0, frames / 100.0, tokens.Length)], aligned, windowStart: 0, lastSpeech: 0)[0].Words;
        TestContext.Out.WriteLine(string.Join(' ', words.Select(word => $"{word.Text.Trim()} {word.Start:0.00}-{word.End:0.00}")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Concat(words.Select(word => word.Text)), Is.EqualTo(text));
            Assert.That(words.SelectMany(word => (double[])[word.Start, word.End]), Is.Ordered);
            Assert.That(words[0].Start, Is.LessThan(0.5));
            Assert.That(words[^1].End, Is.InRange((frames / 100.0) - 1.5, frames / 100.0));
            Assert.That(words.Average(word => word.Probability), Is.GreaterThan(0.8));
            Assert.That(words.Select(word => word.Duration), Is.All.LessThan(1.2));
        }
    }
}

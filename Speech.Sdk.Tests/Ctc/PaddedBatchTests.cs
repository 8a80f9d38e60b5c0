using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Models.Wav2Vec2Bert;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Recordings of unequal length that are scored together, as on GPUs: each says what it says alone.</summary>
public sealed class PaddedBatchTests
{
    [TestCase("models/xls-r-digits", true)]
    [TestCase("models/w2v-bert-digits", true)]
    [TestCase("fixtures/ctc/wav2vec2-adapter", true)]
    [TestCase("fixtures/ctc/w2vbert-adapter", true)]
    [TestCase("fixtures/ctc/wav2vec2-mms", true)]
    [TestCase("fixtures/ctc/wav2vec2-groupnorm", false)]
    public async Task TranscribeBatch_Padded_EqualsSingleCalls(string checkpoint, bool isPadded)
    {
        using ExportedModel exported = new(checkpoint);
        using CtcRecognizer alone = new(Load(exported.Folder, batches: false));
        CtcModel model = Load(exported.Folder, batches: true);
        using CtcRecognizer together = new(model);
        Assert.That(model.Graph.TakesBatches, Is.EqualTo(isPadded));
        DigitSample[] samples = [.. DigitSample.All("xls-r-digits")];
        TranscriptionOptions options = new() { WordTimestamps = true, BatchSize = 4, LongForm = LongForm.Chunked, Chunks = new ChunkOptions { Length = TimeSpan.FromSeconds(1.5) } };
        IReadOnlyList<Transcript> batch = await together.TranscribeBatchAsync([.. samples.Select(sample => sample.Audio)], options);
        for (int index = 0; index < samples.Length; index++)
        {
            Transcript single = await alone.TranscribeAsync(samples[index].Audio, options);
            Assert.That(batch[index].Text, Is.EqualTo(single.Text), samples[index].Name);
            Assert.That(batch[index].Words.Select(word => (word.Start, word.End)), Is.EqualTo(single.Words.Select(word => (word.Start, word.End))));
            Assert.That(batch[index].Words.Select(word => word.Confidence), Is.EqualTo(single.Words.Select(word => word.Confidence)).Within(1e-4));
            Assert.That(batch[index].Coverage, Is.EqualTo(single.Coverage));
        }
    }

    private static CtcModel Load(string path, bool batches)
    {
        ModelFolder folder = ModelFolder.Open(path, "model");
        IFrontEnd frontEnd = folder.Manifest!.Family == "wav2vec2" ? new Wav2Vec2FrontEnd(folder) : new Wav2Vec2BertFrontEnd(folder);
        return CtcLoader.Load(folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 }, "ctc", frontEnd, batches, ["waveform", "features"]);
    }
}

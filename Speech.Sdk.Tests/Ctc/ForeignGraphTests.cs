using System.Text.Json.Nodes;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Models.Wav2Vec2Bert;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Graphs that other exporters made, from samples to text: optimum's of wav2vec2, torch.onnx.export's of w2v-bert.</summary>
public sealed class ForeignGraphTests
{
    private static readonly RecognizerOptions Cpu = new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 };

    // The greedy texts and offsets are those of the checkpoint that the graph was made of.
    [TestCase("foreign-onnx-wav2vec2", "wav2vec2-xlsr")]
    [TestCase("foreign-onnx-w2vbert", "w2vbert-relative-key")]
    public async Task Transcribe_EachClip_IsTheReferencesTextWithoutSpecialSymbols(string name, string source)
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(Shared.Path($"fixtures/ctc/{name}"), Cpu);
        JsonArray decoded = Shared.Json($"fixtures/ctc/{source}/golden.json")["decode"]!.AsArray();
        for (int clip = 0; clip < decoded.Count; clip++)
        {
            Transcript transcript = await recognizer.TranscribeAsync(CtcAudio.Clip(clip), new TranscriptionOptions { WordTimestamps = true });
            CtcAudio.RequireWords(transcript, decoded[clip]!["word_offsets"]!.AsArray(), 0.02);
        }
    }

    [TestCase("foreign-onnx-wav2vec2", "wav2vec2")]
    [TestCase("foreign-onnx-w2vbert", "wav2vec2-bert")]
    public void Score_AClip_IsTheReferencesLogits(string name, string family)
    {
        ModelFolder folder = ModelFolder.Open(Shared.Path($"fixtures/ctc/{name}"), name);
        IFrontEnd frontEnd = family == "wav2vec2" ? new Wav2Vec2FrontEnd(folder) : new Wav2Vec2BertFrontEnd(folder);
        using CtcModel model = CtcLoader.Load(folder, Cpu, family, frontEnd, "input_values", "input_features");
        using InferenceCall call = new(default);
        CtcScores scores = model.Score(call, model.Heads.Find(name, null), CtcAudio.Samples(0));
        GoldenTensors golden = Shared.Tensors($"fixtures/ctc/{name}/golden.safetensors");
        JsonNode tolerance = Shared.Json($"fixtures/ctc/{name}/golden.json")["tolerance"]!;
        CtcAudio.RequireEqual(scores, golden.Floats("alone0_logits"), (double)tolerance["atol"]!, (double)tolerance["rtol"]!);
    }
}

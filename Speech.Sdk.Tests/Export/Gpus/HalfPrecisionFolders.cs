using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Tests.Classifiers;
using Speech.Sdk.Tests.KyutaiStt;
using Speech.Sdk.Tests.Wav2Vec2;
using Speech.Sdk.Tests.Wav2Vec2Bert;

namespace Speech.Sdk.Tests.Export.Gpus;

/// <summary>A model of every family and head with random weights, exported for GPUs.</summary>
internal static class HalfPrecisionFolders
{
    /// <summary>What writes a checkpoint, by name.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> Checkpoints { get; } = new Dictionary<string, Func<string, string>>
    {
        ["whisper"] = folder => new TinyWhisper().Write(folder),
        ["whisper-classifier"] = folder => new TinyClassifier { WeightedLayerSum = true }.Write(folder),
        ["wav2vec2-ctc"] = folder => new TinyWav2Vec2().Write(folder),
        ["wav2vec2-adapter"] = folder => new TinyWav2Vec2 { LengthAdapter = true }.Write(folder),
        ["wav2vec2-mms"] = folder => new TinyWav2Vec2 { LanguageAdapter = true }.Write(folder),
        ["wav2vec2-classifier"] = folder => new TinyWav2Vec2 { Architecture = "Wav2Vec2ForSequenceClassification" }.Write(folder),
        ["wav2vec2-frames"] = folder => new TinyWav2Vec2 { Architecture = "Wav2Vec2ForAudioFrameClassification" }.Write(folder),
        ["wav2vec2-embedder"] = folder => new TinyWav2Vec2 { Architecture = "Wav2Vec2ForXVector" }.Write(folder),
        ["wav2vec2-bert-relative-key"] = folder => TinyWav2Vec2Bert.Write(folder),
        ["wav2vec2-bert-rotary"] = folder => TinyWav2Vec2Bert.Write(folder, new JsonObject { ["position_embeddings_type"] = "rotary" }),
        ["wav2vec2-bert-relative"] = folder => TinyWav2Vec2Bert.Write(folder, new JsonObject { ["position_embeddings_type"] = "relative" }),
        ["kyutai"] = folder => TinyKyutai.WriteTransformers(folder),
        ["kyutai-original"] = folder => TinyKyutai.WriteOriginal(folder),
    };

    /// <summary>Exports one and gives the paths of its graphs that a GPU runs.</summary>
    public static IReadOnlyList<string> Export(string name, TemporaryFolder work)
    {
        CheckpointExporter.Export(Checkpoints[name](work.Combine("checkpoint")), work.Combine("model"), ExportOptions.Fp16);
        JsonObject graphs = JsonNode.Parse(File.ReadAllText(work.Combine("model/speech.json")))!["graphs"]!.AsObject();
        // Kyutai's codec stays in 32-bit floats, on the processor.
        return [.. graphs.Where(graph => !graph.Key.StartsWith("codec", StringComparison.Ordinal)).Select(graph => work.Combine("model/" + (string)graph.Value!))];
    }
}

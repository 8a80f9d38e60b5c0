using System.Text.Json;
using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>Whisper and its distilled kin: encoder, decoder and alignment graphs.</summary>
internal sealed class WhisperFamily : IModelFamily
{
    private const string EncoderFile = "encoder.onnx";
    private const string DecoderFile = "decoder.onnx";
    private const string AlignmentFile = "alignment.onnx";

    public string ModelType => "whisper";

    public IReadOnlyDictionary<string, string> Export(ExportJob job)
    {
        if (job.Config.TryGetProperty("architectures", out JsonElement kinds) && kinds.ToString().Contains("Classification", StringComparison.Ordinal))
            throw new ModelFolderException($"{job.ConfigPath} is a Whisper audio classifier ({kinds}), which is not supported yet; give a checkpoint that transcribes.");
        WhisperConfig config = WhisperConfig.Read(job.Config, job.ConfigPath);
        WhisperTensors tensors = WhisperTensors.Check(job.Checkpoint, config);
        IReadOnlyList<(int Layer, int Head)> heads = AlignmentHeads.Read(job.Checkpoint.Folder, config);
        DataType floatType = job.Options.Decoder == ExportPrecision.Fp16 ? DataType.Float16 : DataType.Float;

        using (WeightStore weights = job.CreateWeights(EncoderFile, floatType))
            new EncoderGraph(config, tensors, weights, Project(weights, job.Options.Encoder)).Build().Save(job.OutputPath(EncoderFile));
        using (WeightStore weights = job.CreateWeights(DecoderFile, floatType))
        {
            Func<GraphBuilder, Projection> project = Project(weights, job.Options.Decoder);
            TokenEmbedding Embed(GraphBuilder graph) => new FloatTokenEmbedding(graph, weights, tensors.TokenEmbedding);
            new DecoderGraph(config, tensors, weights, project, Embed).Build().Save(job.OutputPath(DecoderFile));
            new AlignmentGraph(config, tensors, weights, heads, project, Embed).Build().Save(job.OutputPath(AlignmentFile));
        }

        return new Dictionary<string, string> { ["encoder"] = EncoderFile, ["decoder"] = DecoderFile, ["alignment"] = AlignmentFile };
    }

    private static Func<GraphBuilder, Projection> Project(WeightStore weights, ExportPrecision precision) =>
        graph => new FloatProjection(graph, weights);
}

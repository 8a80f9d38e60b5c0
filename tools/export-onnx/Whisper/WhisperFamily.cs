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

        using (WeightStore weights = job.CreateWeights(EncoderFile, floatType, job.Options.Encoder))
        {
            Projection Encode(GraphBuilder graph) => job.Options.Encoder is ExportPrecision.Int8 or ExportPrecision.Int4
                ? new QuantizedEncoderProjection(graph, weights, tensors)
                : Plain(graph, weights);
            new EncoderGraph(config, tensors, weights, Encode).Build().Save(job.OutputPath(EncoderFile));
        }

        using (WeightStore weights = job.CreateWeights(DecoderFile, floatType, job.Options.Decoder))
        {
            Projection Decode(GraphBuilder graph) => Bits(job.Options.Decoder) is { } bits
                ? new BlockQuantizedProjection(graph, weights, bits, job.Options.BlockSize)
                : Plain(graph, weights);
            TokenEmbedding Embed(GraphBuilder graph) => Bits(job.Options.Embedding) is { } bits
                ? new BlockQuantizedTokenEmbedding(graph, weights, tensors.TokenEmbedding, bits, job.Options.BlockSize)
                : new FloatTokenEmbedding(graph, weights, Plain(graph, weights), tensors.TokenEmbedding);
            new DecoderGraph(config, tensors, weights, Decode, Embed).Build().Save(job.OutputPath(DecoderFile));
            new AlignmentGraph(config, tensors, weights, heads, Decode, Embed).Build().Save(job.OutputPath(AlignmentFile));
        }

        return new Dictionary<string, string> { ["encoder"] = EncoderFile, ["decoder"] = DecoderFile, ["alignment"] = AlignmentFile };
    }

    private static Projection Plain(GraphBuilder graph, WeightStore weights) =>
        weights.FloatType == DataType.Float16 ? new HalfProjection(graph, weights) : new FloatProjection(graph, weights);

    private static int? Bits(ExportPrecision precision) => precision switch
    {
        ExportPrecision.Int8 => 8,
        ExportPrecision.Int4 => 4,
        _ => null,
    };
}

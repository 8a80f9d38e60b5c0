using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Whisper;

/// <summary>Whisper and its distilled kin: encoder, decoder and alignment graphs, or one graph of an audio classifier.</summary>
internal sealed class WhisperFamily : IModelFamily
{
    private const string EncoderFile = "encoder.onnx";
    private const string DecoderFile = "decoder.onnx";
    private const string AlignmentFile = "alignment.onnx";
    private const string ClassifierFile = "classifier.onnx";

    public string ModelType => "whisper";

    public IReadOnlyDictionary<string, string> Export(ExportJob job)
    {
        WhisperConfig config = WhisperConfig.Read(job.Config, job.ConfigPath);
        return ClassifierConfig.IsIn(job.Config) ? ExportClassifier(job, config) : ExportTranscriber(job, config);
    }

    private static Dictionary<string, string> ExportTranscriber(ExportJob job, WhisperConfig config)
    {
        WhisperTensors tensors = WhisperTensors.Check(job.Checkpoint, config);
        IReadOnlyList<(int Layer, int Head)> heads = AlignmentHeads.Read(job.Checkpoint.Folder, config);
        DataType floatType = FloatType(job);
        ICrossCache cross = Bits(job.Options.Decoder) is null ? new FloatCrossCache(config, floatType) : new ByteCrossCache(config);
        using (WeightStore weights = job.CreateWeights(EncoderFile, floatType, job.Options.Encoder))
            new EncoderGraph(config, tensors, weights, graph => Encode(job, graph, weights, tensors), cross).Build().Save(job.OutputPath(EncoderFile), job.Options.Opset);

        using (WeightStore weights = job.CreateWeights(DecoderFile, floatType, job.Options.Decoder))
        {
            Projection Decode(GraphBuilder graph) => Bits(job.Options.Decoder) is { } bits
                ? new BlockQuantizedProjection(graph, weights, bits, job.Options.BlockSize)
                : Plain(graph, weights);
            TokenEmbedding Embed(GraphBuilder graph) => Bits(job.Options.Embedding) is { } bits
                ? new BlockQuantizedTokenEmbedding(graph, weights, tensors.TokenEmbedding, bits, job.Options.BlockSize)
                : new FloatTokenEmbedding(graph, weights, Plain(graph, weights), tensors.TokenEmbedding);
            new DecoderGraph(config, tensors, weights, Decode, Embed, cross).Build().Save(job.OutputPath(DecoderFile), job.Options.Opset);
            new AlignmentGraph(config, tensors, weights, heads, Decode, Embed, cross).Build().Save(job.OutputPath(AlignmentFile), job.Options.Opset);
        }

        return new Dictionary<string, string> { ["encoder"] = EncoderFile, ["decoder"] = DecoderFile, ["alignment"] = AlignmentFile };
    }

    private static Dictionary<string, string> ExportClassifier(ExportJob job, WhisperConfig config)
    {
        if (job.Options.Decoder == ExportPrecision.Int4 || job.Options.Embedding == ExportPrecision.Int4)
            throw new InvalidOptionException($"{job.ConfigPath} is an audio classifier, which has no decoder for {job.Options.Name} to store in 4 bits; use fp32, fp16 or int8.");
        ClassifierConfig head = ClassifierConfig.Read(job.Config, job.ConfigPath);
        WhisperTensors tensors = WhisperTensors.Check(job.Checkpoint, config, head);
        using WeightStore weights = job.CreateWeights(ClassifierFile, FloatType(job), job.Options.Encoder);
        new ClassifierGraph(config, head, tensors, weights, graph => Encode(job, graph, weights, tensors)).Build().Save(job.OutputPath(ClassifierFile), job.Options.Opset);
        return new Dictionary<string, string> { ["classifier"] = ClassifierFile };
    }

    private static DataType FloatType(ExportJob job) => job.Options.Decoder == ExportPrecision.Fp16 ? DataType.Float16 : DataType.Float;

    private static Projection Encode(ExportJob job, GraphBuilder graph, WeightStore weights, WhisperTensors tensors) =>
        job.Options.Encoder is ExportPrecision.Int8 or ExportPrecision.Int4 ? new QuantizedEncoderProjection(graph, weights, tensors) : Plain(graph, weights);

    private static Projection Plain(GraphBuilder graph, WeightStore weights) =>
        weights.FloatType == DataType.Float16 ? new HalfProjection(graph, weights) : new FloatProjection(graph, weights);

    private static int? Bits(ExportPrecision precision) => precision switch
    {
        ExportPrecision.Int8 => 8,
        ExportPrecision.Int4 => 4,
        _ => null,
    };
}

using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Export.SpeechHeads;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>Wav2Vec2-BERT: one graph by the checkpoint's head, and the same for padded batches over the same weights.</summary>
internal sealed class Wav2Vec2BertFamily : IModelFamily
{
    public string ModelType => "wav2vec2-bert";

    public IReadOnlyDictionary<string, string> Export(ExportJob job)
    {
        job.RequireNoFourBits();
        var fields = new ConfigReader(job.Config, job.ConfigPath);
        Wav2Vec2BertConfig config = Wav2Vec2BertConfig.Read(fields, job.Config);
        var sizes = new EncodedSizes(config.Width, config.OutputWidth, config.Layers + 1);
        ISpeechHead head = SpeechHead.Read(fields, sizes, config.Adapter is not null, standardProjection: 768);
        fields.Complete();
        job.Checkpoint.Require(Wav2Vec2BertTensors.Shapes(config).Concat(head.Tensors));

        bool half = job.Options.Encoder == ExportPrecision.Fp16;
        using WeightStore weights = job.CreateWeights(head.Role, half ? DataType.Float16 : DataType.Float, job.Options.Encoder);
        Projection Project(GraphBuilder graph) => job.Options.Encoder switch
        {
            ExportPrecision.Fp32 => new FloatProjection(graph, weights),
            ExportPrecision.Fp16 => new HalfProjection(graph, weights),
            _ => new RowQuantizedProjection(graph, weights),
        };
        Dictionary<string, string> graphs = new() { [head.Role] = head.Role + ".onnx", [head.Role + "-padded"] = head.Role + "-padded.onnx" };
        foreach ((string role, string file) in graphs)
            new Wav2Vec2BertGraph(config, head, weights, Project, padded: role != head.Role).Build().Save(job.OutputPath(file), job.Options.Opset);
        return graphs;
    }
}

using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>
/// Wav2Vec2 and its kin (XLSR-53, XLS-R, MMS) with any of the heads: one graph for clips that are alone or of one length, and one for
/// padded batches where padding does no harm.
/// </summary>
internal sealed class Wav2Vec2Family : IModelFamily
{
    public string ModelType => "wav2vec2";

    public IReadOnlyDictionary<string, string> Export(ExportJob job)
    {
        job.RequireNoFourBits();
        Wav2Vec2Config config = Wav2Vec2Config.Read(new ConfigReader(job.Config, job.ConfigPath));
        Wav2Vec2Tensors tensors = Wav2Vec2Tensors.Check(job.Checkpoint, config);
        if (config.LanguageAdapterWidth is not null)
            new LanguageFiles(job, config).Write();

        string role = config.Head.Role;
        DataType floatType = job.Options.Encoder == ExportPrecision.Fp16 ? DataType.Float16 : DataType.Float;
        using WeightStore weights = job.CreateWeights(role, floatType, job.Options.Encoder);
        var source = new Wav2Vec2Graph(config, tensors, weights, graph => new Wav2Vec2Products(graph, weights, job.Options.Encoder == ExportPrecision.Int8));
        Dictionary<string, string> graphs = [];
        foreach (bool padded in config.NormalizesOverTime ? (bool[])[false] : [false, true])
        {
            string graphRole = padded ? role + "-padded" : role;
            graphs[graphRole] = graphRole + ".onnx";
            source.Build(padded).Save(job.OutputPath(graphs[graphRole]), job.Options.Opset);
        }

        return graphs;
    }
}

using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>Kyutai's delayed-streams speech to text, in its own layout and in transformers': the codec's graphs and the language model's step.</summary>
internal sealed class KyutaiSttFamily : IModelFamily
{
    private const string TextStep = "text-step";

    public string ModelType => "kyutai-stt";

    public IReadOnlyList<string> ModelTypes => [TransformersLayout.ModelType, OriginalLayout.ModelType];

    public IReadOnlyDictionary<string, string> Export(ExportJob job)
    {
        var fields = new ConfigReader(job.Config, job.ConfigPath);
        IKyutaiLayout layout = job.Config.GetProperty("model_type").GetString() == OriginalLayout.ModelType ? OriginalLayout.Read(fields) : TransformersLayout.Read(fields);
        fields.Complete();
        job.Checkpoint.Require(layout.Shapes(job.Checkpoint));
        WriteTextStep(job, layout);
        return new Dictionary<string, string> { [TextStep] = TextStep + ".onnx" };
    }

    private static void WriteTextStep(ExportJob job, IKyutaiLayout layout)
    {
        DataType type = job.Options.Decoder == ExportPrecision.Fp16 ? DataType.Float16 : DataType.Float;
        using WeightStore weights = job.CreateWeights(TextStep, type, job.Options.Decoder);
        KyutaiWeights tensors = layout.Weights(job.Checkpoint, weights);
        new TextStepGraph(layout.Config, tensors, weights, graph => TextStepProducts.Create(graph, weights, job.Options)).Build().Save(job.OutputPath(TextStep + ".onnx"));
    }
}

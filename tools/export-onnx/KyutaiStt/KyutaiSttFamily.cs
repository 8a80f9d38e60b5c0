using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>Kyutai's delayed-streams speech to text, in its own layout and in transformers': the codec's graphs and the language model's step.</summary>
internal sealed class KyutaiSttFamily : IModelFamily
{
    private const string TextStep = "text-step";
    private static readonly string[] NamedFiles = ["tokenizer_name", "mimi_config_name"];

    public string ModelType => "kyutai-stt";

    public IReadOnlyList<string> ModelTypes => [TransformersLayout.ModelType, OriginalLayout.ModelType];

    /// <summary>Kyutai's own folders may name the file; the codec's lies beside it.</summary>
    public Checkpoint Open(string folder, JsonElement config)
    {
        string? file = IsOriginal(config) ? NameIn(config, "moshi_name") : null;
        return file is not null && File.Exists(Path.Combine(folder, file)) ? Checkpoint.OpenFile(folder, file) : Checkpoint.Open(folder);
    }

    public IEnumerable<string> Companions(JsonElement config) =>
        IsOriginal(config) ? NamedFiles.Select(field => NameIn(config, field)).OfType<string>() : ["tokenizer.model"];

    public IReadOnlyDictionary<string, string> Export(ExportJob job)
    {
        var fields = new ConfigReader(job.Config, job.ConfigPath);
        IKyutaiLayout layout = IsOriginal(job.Config) ? OriginalLayout.Read(fields) : TransformersLayout.Read(fields);
        fields.Complete();
        layout.RequireFiles(job);
        job.Checkpoint.Require(layout.Shapes(job.Checkpoint));
        Dictionary<string, string> graphs = new(layout.WriteCodec(job));
        WriteTextStep(job, layout);
        graphs[TextStep] = TextStep + ".onnx";
        return graphs;
    }

    private static bool IsOriginal(JsonElement config) => NameIn(config, "model_type") == OriginalLayout.ModelType;

    private static string? NameIn(JsonElement config, string field) =>
        config.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } name && name == Path.GetFileName(name) ? name : null;

    private static void WriteTextStep(ExportJob job, IKyutaiLayout layout)
    {
        DataType type = job.Options.Decoder == ExportPrecision.Fp16 ? DataType.Float16 : DataType.Float;
        using WeightStore weights = job.CreateWeights(TextStep, type, job.Options.Decoder);
        KyutaiWeights tensors = layout.Weights(job.Checkpoint, weights);
        new TextStepGraph(layout.Config, tensors, weights, graph => TextStepProducts.Create(graph, weights, job.Options)).Build().Save(job.OutputPath(TextStep + ".onnx"), job.Options.Opset);
    }
}

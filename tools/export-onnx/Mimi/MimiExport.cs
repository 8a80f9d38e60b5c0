using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Mimi;

/// <summary>Writes a Mimi codec's two graphs, of its own or as a part of another model's folder.</summary>
internal static class MimiExport
{
    /// <summary>One frame of many streams.</summary>
    public const string StepRole = "codec-step";

    /// <summary>Many frames of one recording.</summary>
    public const string RecordingRole = "codec";

    /// <summary>Writes both graphs over one file of weights, in 32-bit floats whatever the precision, and returns their file names by role.</summary>
    /// <param name="job">Where to write.</param>
    /// <param name="checkpoint">What holds the codec's tensors: the job's own, or a file of its own.</param>
    /// <param name="config">The codec's sizes.</param>
    /// <param name="names">How the checkpoint names its tensors.</param>
    /// <exception cref="ModelFolderException">Tensors are missing, of another shape or damaged.</exception>
    public static IReadOnlyDictionary<string, string> Write(ExportJob job, Checkpoint checkpoint, MimiConfig config, IMimiNames names)
    {
        checkpoint.Require(MimiTensors.Shapes(config, names));
        using WeightStore store = job.CreateWeights(checkpoint, RecordingRole, TensorProto.Types.DataType.Float, ExportPrecision.Fp32);
        var graph = new CodecGraph(config, new MimiWeights(config, names, store));
        graph.BuildStep().Save(job.OutputPath(StepRole + ".onnx"), job.Options.Opset);
        graph.BuildRecording().Save(job.OutputPath(RecordingRole + ".onnx"), job.Options.Opset);
        return new Dictionary<string, string> { [StepRole] = StepRole + ".onnx", [RecordingRole] = RecordingRole + ".onnx" };
    }
}

using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export;

/// <summary>What a family needs to write its graphs: the checkpoint, its configuration, the options and the folder to write to.</summary>
internal sealed class ExportJob(
    Checkpoint checkpoint, JsonElement config, ExportOptions options, string outputFolder, IProgress<ExportProgress>? progress, CancellationToken ct)
{
    private readonly HashSet<string> _read = [];
    private long _readElements;

    public Checkpoint Checkpoint => checkpoint;

    public JsonElement Config => config;

    public ExportOptions Options => options;

    public string ConfigPath => Path.Combine(checkpoint.Folder, "config.json");

    /// <summary>A file in the output folder.</summary>
    public string OutputPath(string file) => Path.Combine(outputFolder, file);

    /// <summary>Throws if weights are to be stored in 4 bits, for models without the decoder that these are for.</summary>
    public void RequireNoFourBits()
    {
        if (options.Decoder == ExportPrecision.Int4 || options.Embedding == ExportPrecision.Int4)
            throw new InvalidOptionException($"{ConfigPath} has no decoder for {options.Name} to store in 4 bits; use fp32, fp16 or int8.");
    }

    /// <summary>Starts the data file of a graph, or of several.</summary>
    public WeightStore CreateWeights(string graph, TensorProto.Types.DataType floatType, ExportPrecision precision) =>
        CreateWeights(checkpoint, graph, floatType, precision);

    /// <summary>The same for weights of another checkpoint, such as a part of the model with a file of its own.</summary>
    public WeightStore CreateWeights(Checkpoint source, string graph, TensorProto.Types.DataType floatType, ExportPrecision precision) => new(
        source, new ExternalDataFile(outputFolder, graph + ".data"), floatType, keepsHalves: precision is ExportPrecision.Int8 or ExportPrecision.Int4, weight => OnRead(source, weight));

    private void OnRead(Checkpoint source, string weight)
    {
        ct.ThrowIfCancellationRequested();
        // Progress is that of the model's own weights; a part beside them is small.
        if (source == checkpoint && _read.Add(weight))
            _readElements += checkpoint[weight].Length;
        progress?.Report(new ExportProgress(weight, (double)_readElements / checkpoint.Elements));
    }
}

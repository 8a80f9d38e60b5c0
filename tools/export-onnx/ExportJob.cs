using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export;

/// <summary>What a family needs to write its graphs: the checkpoint, its configuration, the options and the folder to write to.</summary>
internal sealed class ExportJob(
    Checkpoint checkpoint, JsonElement config, ExportOptions options, string outputFolder, IProgress<ExportProgress>? progress, CancellationToken ct)
{
    private readonly HashSet<string> _read = [];
    private readonly List<string> _parts = [];
    private long _readElements;

    public Checkpoint Checkpoint => checkpoint;

    public JsonElement Config => config;

    public ExportOptions Options => options;

    public string ConfigPath => Path.Combine(checkpoint.Folder, "config.json");

    /// <summary>Files of weights beside the checkpoint's own that were opened.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>Opens a part of the model that has a file of its own; the caller disposes it.</summary>
    public Checkpoint OpenPart(string file)
    {
        RequireFile(file);
        _parts.Add(file);
        return Checkpoint.OpenFile(checkpoint.Folder, file);
    }

    /// <summary>Whether a file lies beside the checkpoint.</summary>
    public bool Has(string file) => File.Exists(Path.Combine(checkpoint.Folder, file));

    /// <summary>Throws if a file that config.json names is not there.</summary>
    public void RequireFile(string file)
    {
        if (!Has(file))
            throw new ModelFolderException($"{ConfigPath} names {file}, which is not in the folder; download it into it.");
    }

    /// <summary>Throws if none of some files is there, each of which would do.</summary>
    public void RequireAnyOf(params string[] files)
    {
        if (!files.Any(Has))
            throw new ModelFolderException($"{checkpoint.Folder} has no {string.Join(" or ", files)}, without which the model cannot run; download it into the folder.");
    }

    /// <summary>Reads a JSON object beside the checkpoint; the caller disposes it.</summary>
    public JsonDocument ReadJson(string file)
    {
        string path = Path.Combine(checkpoint.Folder, file);
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new ModelFolderException($"{path} is not JSON: {e.Message} Download it again.", e);
        }
    }

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

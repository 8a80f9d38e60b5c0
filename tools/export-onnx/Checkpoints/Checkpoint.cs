using System.IO.Compression;
using System.Text.Json;

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>The weights of a Hugging Face folder: safetensors or PyTorch files, single or sharded, read tensor by tensor.</summary>
internal sealed class Checkpoint : IDisposable
{
    private const int ListedProblems = 20;
    private readonly Dictionary<string, CheckpointTensor> _tensors = [];
    private readonly List<ZipArchive> _archives = [];
    private readonly string _source;

    private Checkpoint(string folder, IReadOnlyList<string> files, string source)
    {
        _source = source;
        Folder = folder;
        Files = files;
    }

    public string Folder { get; }

    /// <summary>The weight files' names, relative to the folder.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The number of weights in all tensors.</summary>
    public long Elements => _tensors.Values.Sum(tensor => tensor.Length);

    public static Checkpoint Open(string folder) => Open(folder, FindFiles(folder), folder);

    private static Checkpoint Open(string folder, IReadOnlyList<string> files, string source)
    {
        var checkpoint = new Checkpoint(folder, files, source);
        try
        {
            foreach (string file in checkpoint.Files)
            {
                foreach (CheckpointTensor tensor in checkpoint.ReadFile(Path.Combine(folder, file)))
                    checkpoint._tensors[tensor.Name] = tensor;
            }

            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>One file of a folder, such as a part that is not of the model's own weights.</summary>
    public static Checkpoint OpenFile(string folder, string file) => Open(folder, [file], Path.Combine(folder, file));

    public bool Contains(string name) => _tensors.ContainsKey(name);

    public CheckpointTensor this[string name] => _tensors[name];

    /// <summary>Throws, naming every tensor that is missing, of another shape or of a type that cannot be read.</summary>
    public void Require(IEnumerable<KeyValuePair<string, long[]>> expected)
    {
        List<string> problems = [];
        foreach ((string name, long[] shape) in expected)
        {
            if (!_tensors.TryGetValue(name, out CheckpointTensor? tensor))
                problems.Add($"{name} is missing");
            else if (!tensor.Shape.AsSpan().SequenceEqual(shape))
                problems.Add($"{name} is [{string.Join(", ", tensor.Shape)}] where config.json asks for [{string.Join(", ", shape)}]");
            else if (tensor.Type == ElementType.Other)
                problems.Add($"{name} is not stored as F32, F16, BF16 or F64");
        }

        if (problems.Count == 0)
            return;
        string rest = problems.Count > ListedProblems ? $"; and {problems.Count - ListedProblems} more of this kind" : "";
        throw new ModelFolderException(
            $"The weights in {_source} do not fit its config.json, {problems.Count} problem(s): {string.Join("; ", problems.Take(ListedProblems))}{rest}. Download the folder again or export the checkpoint that the configuration belongs to.");
    }

    public void Dispose() => _archives.ForEach(archive => archive.Dispose());

    private List<CheckpointTensor> ReadFile(string path)
    {
        if (!path.EndsWith(".bin", StringComparison.Ordinal))
            return SafetensorsFile.Read(path);
        ZipArchive archive = PyTorchFile.Open(path);
        _archives.Add(archive);
        return PyTorchFile.Read(path, archive);
    }

    private static List<string> FindFiles(string folder)
    {
        foreach (string name in (string[])["model.safetensors", "pytorch_model.bin"])
        {
            if (File.Exists(Path.Combine(folder, name)))
                return [name];
            if (File.Exists(Path.Combine(folder, name + ".index.json")))
                return ReadIndex(folder, name + ".index.json");
        }

        throw new ModelFolderException(
            $"No weights in {folder}: expected model.safetensors, pytorch_model.bin, or a *.index.json of either with its shards. Download the checkpoint's weight files into the folder.");
    }

    private static List<string> ReadIndex(string folder, string index)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, index)));
            List<string> files = [.. json.RootElement.GetProperty("weight_map").EnumerateObject()
                .Select(entry => entry.Value.GetString() ?? throw new JsonException($"{entry.Name} is in no file.")).Distinct().Order(StringComparer.Ordinal)];
            // A shard is a plain file name: an index must not reach outside its folder.
            List<string> bad = [.. files.Where(file => file != Path.GetFileName(file) || !File.Exists(Path.Combine(folder, file)))];
            return bad.Count == 0
                ? files
                : throw new ModelFolderException($"{index} names files that are not in {folder}: {string.Join(", ", bad)}. Download the missing shards.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ModelFolderException($"{Path.Combine(folder, index)} is not an index of weights: {e.Message} Download it again.", e);
        }
    }
}

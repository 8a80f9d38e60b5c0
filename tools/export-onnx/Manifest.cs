using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Speech.Sdk.Export;

/// <summary>speech.json: what the folder holds, made of what, with the hash of every file.</summary>
internal static class Manifest
{
    private const int FormatVersion = 1;
    private const string FileName = "speech.json";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(
        string folder, string family, ExportJob job, IReadOnlyDictionary<string, string> graphs, CancellationToken ct)
    {
        var graphNames = new JsonObject();
        foreach ((string role, string file) in graphs)
            graphNames[role] = file;
        var sources = new JsonObject();
        foreach (string file in job.Checkpoint.Files.Concat(job.Parts))
            sources[file] = Hash(Path.Combine(job.Checkpoint.Folder, file), ct);
        var files = new JsonObject();
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            files[Path.GetRelativePath(folder, path).Replace('\\', '/')] = new JsonObject { ["sha256"] = Hash(path, ct), ["bytes"] = new FileInfo(path).Length };

        var manifest = new JsonObject
        {
            ["formatVersion"] = FormatVersion,
            ["family"] = family,
            ["precision"] = job.Options.Name,
            ["opset"] = job.Options.Opset,
            ["graphs"] = graphNames,
            ["source"] = new JsonObject { ["name"] = new DirectoryInfo(job.Checkpoint.Folder).Name, ["files"] = sources },
            ["files"] = files,
        };
        File.WriteAllText(Path.Combine(folder, FileName), manifest.ToJsonString(Format) + "\n");
    }

    private static string Hash(string path, CancellationToken ct)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> block in FileBlocks.Of(path, ct))
            hash.AppendData(block.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

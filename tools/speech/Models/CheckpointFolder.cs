using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Speech.Cli.Models;

/// <summary>A folder of published weights: config.json, and safetensors or pytorch_model.bin, but no graphs yet.</summary>
internal static class CheckpointFolder
{
    public static bool Is(string folder) =>
        File.Exists(Path.Combine(folder, "config.json")) && !HasGraphs(folder)
        && (Any(folder, "*.safetensors") || Any(folder, "pytorch_model*.bin"));

    /// <summary>Readable and short, and another one as soon as a file, the precision or the converter changes.</summary>
    public static string Key(string folder, ModelPrecision precision, string converterVersion)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        StringBuilder identity = new($"{path}\n{precision.Name()}\n{converterVersion}\n");
        foreach (FileInfo file in FilesOf(path))
        {
            FileInfo real = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            identity.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(path, file.FullName)}\t{real.Length}\t{real.LastWriteTimeUtc.Ticks}\n");
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity.ToString()));
        return $"{Path.GetFileName(path)}-{precision.Name()}-{Convert.ToHexStringLower(hash)[..16]}";
    }

    /// <summary>The folder's files and those of the language model in it.</summary>
    private static IEnumerable<FileInfo> FilesOf(string folder) => new[] { folder, Path.Combine(folder, "language_model") }
        .Where(Directory.Exists)
        .SelectMany(part => new DirectoryInfo(part).EnumerateFiles())
        .OrderBy(file => file.FullName, StringComparer.Ordinal);

    private static bool HasGraphs(string folder) =>
        File.Exists(Path.Combine(folder, "speech.json")) || Any(folder, "*.onnx")
        || (Directory.Exists(Path.Combine(folder, "onnx")) && Any(Path.Combine(folder, "onnx"), "*.onnx"));

    private static bool Any(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();
}

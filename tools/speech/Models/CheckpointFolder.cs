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
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            FileInfo real = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            identity.Append(CultureInfo.InvariantCulture, $"{file.Name}\t{real.Length}\t{real.LastWriteTimeUtc.Ticks}\n");
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity.ToString()));
        return $"{Path.GetFileName(path)}-{precision.Name()}-{Convert.ToHexStringLower(hash)[..16]}";
    }

    private static bool HasGraphs(string folder) =>
        File.Exists(Path.Combine(folder, "speech.json")) || Any(folder, "*.onnx")
        || (Directory.Exists(Path.Combine(folder, "onnx")) && Any(Path.Combine(folder, "onnx"), "*.onnx"));

    private static bool Any(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();
}

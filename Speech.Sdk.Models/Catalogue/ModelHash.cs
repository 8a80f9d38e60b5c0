using System.Security.Cryptography;
using System.Text;

namespace Speech.Sdk.Models.Catalogue;

/// <summary>Tells models apart by what they hold, whatever their folder is called.</summary>
public static class ModelHash
{
    /// <summary>
    /// SHA-256, in hexadecimal, over the folder's files: a line each, <c>HASH  PATH</c> with the file's own SHA-256 and its path in the folder, in the
    /// order of the paths' characters. The same as <c>find -L . -type f | sed 's|^\./||' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum</c>.
    /// </summary>
    /// <param name="model">A catalogue name or a folder.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ModelFolderException">There is no such model.</exception>
    public static async Task<string> ComputeAsync(string model, CancellationToken cancellationToken = default)
    {
        string folder = SpeechRecognizer.Locate(model).Path;
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];
        Array.Sort(files, StringComparer.Ordinal);
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            await using FileStream content = new(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: false);
            byte[] hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
            all.AppendData(Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(hash)}  {file}\n"));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}

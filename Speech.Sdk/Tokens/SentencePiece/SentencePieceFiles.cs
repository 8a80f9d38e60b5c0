using System.Text.Json;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Finds and reads SentencePiece models: the library's own files, or a tokenizer.json of such a model.</summary>
internal static class SentencePieceFiles
{
    private const string Own = "tokenizer.model";
    private const string Json = "tokenizer.json";

    /// <summary>The model of a folder: the file that a configuration names, otherwise tokenizer.model, tokenizer.json, or the one file that ends in .model.</summary>
    /// <exception cref="ModelFolderException">There is none, or more than one and no name.</exception>
    public static string Find(string folder, string? name = null)
    {
        string[] wanted = name is null ? [Own, Json] : [name];
        if (wanted.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists) is { } found)
            return found;
        string[] others = name is null && Directory.Exists(folder) ? Directory.GetFiles(folder, "*.model") : [];
        return others.Length == 1 ? others[0] : throw new ModelFolderException(
            $"{folder} has no tokenizer: expected {string.Join(" or ", wanted)}. Copy it from the published checkpoint.");
    }

    /// <summary>Reads a .model file, or a tokenizer.json if its name ends in .json.</summary>
    /// <exception cref="ModelFolderException">The file is missing or broken, or has a model of another kind.</exception>
    public static SentencePieceParts Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? JsonModel.Read(bytes) : ModelFile.Read(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            // A text that is no UTF-8, or half of a surrogate pair, is an invalid operation to JsonDocument.
            throw new ModelFolderException($"{path} cannot be read as a SentencePiece model: {error.Message}. Fetch the model again.", error);
        }
        catch (NotSupportedException error)
        {
            throw new ModelFolderException($"{path} cannot be used: {error.Message}. Give a SentencePiece .model file of the same vocabulary, if there is one.", error);
        }
    }
}

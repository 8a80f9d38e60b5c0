using System.Text.RegularExpressions;

namespace Speech.Sdk.Models.Hub;

/// <summary>What results call the model of a folder.</summary>
internal static partial class ModelName
{
    /// <summary>The repository of a snapshot or of what was converted from it, the checkpoint's name of another conversion, else the folder's own name.</summary>
    public static string Of(string folder)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string name = Path.GetFileName(path);
        if (HubId.RepositoryOf(path) is { } repository)
            return repository;
        if (OfRepository().Match(name) is { Success: true } converted)
            return $"{converted.Groups["org"].Value}/{converted.Groups["name"].Value}";
        return OfFolder().Match(name) is { Success: true } local ? local.Groups["name"].Value : name;
    }

    // The names that Conversion.ConversionCache gives: identity, precision, converter.
    [GeneratedRegex("^(?<org>[^-]+(-[^-]+)*)--(?<name>.+)-[0-9a-f]{12}(-[0-9a-f]{8})?-(fp32|fp16|int8|int4)-[0-9A-Za-z]{1,12}$", RegexOptions.ExplicitCapture)]
    private static partial Regex OfRepository();

    [GeneratedRegex("^(?<name>.+)-[0-9a-f]{16}-(fp32|fp16|int8|int4)-[0-9A-Za-z]{1,12}$", RegexOptions.ExplicitCapture)]
    private static partial Regex OfFolder();
}

using System.Text.Json.Nodes;

namespace Speech.Sdk.Tests.Support;

/// <summary>The folder of reference outputs, real weights and real speech that lies beside a developer's checkout.</summary>
internal static class Shared
{
    private static readonly string? Root = Find();

    public static bool IsPresent => Root is not null;

    /// <summary>Full path of a file or folder of the shared folder; skips the test, visibly, where that folder is absent.</summary>
    public static string Path(string relative)
    {
        if (Root is null)
            Assert.Ignore($"Needs ../shared/{relative}, which is not beside this checkout.");
        string path = System.IO.Path.Combine(Root!, relative);
        if (!File.Exists(path) && !Directory.Exists(path))
            Assert.Fail($"{path} is missing although ../shared is there.");
        return path;
    }

    /// <summary>A JSON file of the shared folder.</summary>
    public static JsonNode Json(string relative) => JsonNode.Parse(File.ReadAllText(Path(relative)))!;

    /// <summary>The tensors of a safetensors file of the shared folder.</summary>
    public static GoldenTensors Tensors(string relative) => new(Path(relative));

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "fixtures")))
                return candidate;
        }

        return null;
    }
}

using System.Xml.Linq;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>A folder with the packages, made of what the tests were built with, and an application folder that knows no other source of them.</summary>
internal sealed class PackageFeed : IDisposable
{
    private static readonly string[] Projects =
    [
        "Speech.Sdk", "Speech.Sdk.Models", "Speech.Sdk.Capture", "Speech.Sdk.Hosting", "Speech.Sdk.Extensions.AI", "tools/export-onnx", "tools/speech",
    ];

    private readonly TemporaryFolder _folder = new();

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Where the packages lie.</summary>
    public string Packages => _folder["feed"];

    /// <summary>Where they are restored to.</summary>
    public string Restored => _folder["packages"];

    /// <summary>A folder outside of the repository.</summary>
    public string Application => _folder["app"];

    public string this[string name] => _folder[name];

    /// <summary>Packs everything.</summary>
    public static async Task<PackageFeed> PackAsync()
    {
        PackageFeed feed = new();
        foreach (string project in Projects)
            await DotNet.RunAsync(Repository.Path("."), "pack", Repository.Path(project), "--no-build", "-c", Configuration, "-o", feed.Packages, "-v", "q");
        // Nothing else refers to it, so it may not be restored yet.
        await DotNet.RunAsync(Repository.Path("."), "pack", Repository.Path("Speech.Sdk.WhisperBase"), "-c", Configuration, "-o", feed.Packages, "-v", "q", "-m:1", "-p:BuildProjectReferences=false");
        Directory.CreateDirectory(feed.Application);
        await File.WriteAllTextAsync(Path.Combine(feed.Application, "nuget.config"), feed.Sources());
        return feed;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The folder is the only source; what others wrote is taken from this machine's cache, where the tests' own build has put it.</summary>
    private string Sources()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
        return new XElement("configuration",
            new XElement("config", Add("globalPackagesFolder", Restored)),
            new XElement("packageSources", new XElement("clear"), Add("feed", Packages)),
            new XElement("fallbackPackageFolders", new XElement("clear"), Add("cache", cache))).ToString();
    }
}

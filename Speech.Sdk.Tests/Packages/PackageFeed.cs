using System.Xml.Linq;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>A folder with the packages, made of what the tests were built with, and an application folder that knows no other source of them.</summary>
internal sealed class PackageFeed : IDisposable
{
    /// <summary>The package of the embedded model.</summary>
    public const string Model = "Speech.Sdk.WhisperBase";

    private readonly TemporaryFolder _folder = new();

    /// <summary>How the tests were built, and what they pack.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Where the packages lie.</summary>
    public string Packages => _folder["feed"];

    /// <summary>Where they are restored to.</summary>
    public string Restored => _folder["packages"];

    /// <summary>A folder outside of the repository, whose projects know no other source.</summary>
    public string Application => _folder["app"];

    public string this[string name] => _folder[name];

    /// <summary>Packs everything.</summary>
    public static async Task<PackageFeed> PackAsync()
    {
        PackageFeed feed = new();
        // One process for all: to start it and to read the projects takes longer than to pack most of them.
        await File.WriteAllTextAsync(feed["pack.proj"], feed.Packing().ToString());
        await DotNet.RunAsync(Repository.Path("."), "msbuild", feed["pack.proj"], "-v:q", "-m:2");
        Directory.CreateDirectory(feed.Application);
        await File.WriteAllTextAsync(Path.Combine(feed.Application, "nuget.config"), feed.Sources());
        return feed;
    }

    public void Dispose() => _folder.Dispose();

    // Nothing refers to the model's project, so it may not be restored yet.
    private XElement Packing() => new("Project", new XElement("Target", new XAttribute("Name", "Pack"),
        new XElement("MSBuild",
            new XAttribute("Projects", PackedProject.All.Single(project => project.Id == Model).File),
            new XAttribute("Targets", "Restore")),
        new XElement("MSBuild",
            new XAttribute("Projects", string.Join(';', PackedProject.All.Select(project => project.File))),
            new XAttribute("Targets", "Pack"),
            new XAttribute("BuildInParallel", "true"),
            new XAttribute("Properties", $"NoBuild=true;Configuration={Configuration};PackageOutputPath={Packages};OnnxRuntimeFlavor={NativeFlavor.Name}"))));

    /// <summary>The folder is the only source; what others wrote is taken from where the tests' own build took it.</summary>
    private string Sources()
    {
        XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
        return new XElement("configuration",
            new XElement("config", Add("globalPackagesFolder", Restored)),
            new XElement("packageSources", new XElement("clear"), Add("feed", Packages)),
            new XElement("fallbackPackageFolders", new XElement("clear"), NativeFlavor.PackageFolders.Select((folder, i) => Add($"cache{i}", folder)))).ToString();
    }
}

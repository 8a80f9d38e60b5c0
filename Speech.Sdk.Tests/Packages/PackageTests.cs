using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>The packages as a user meets them: packed, restored from a folder into an application of a few lines, and run.</summary>
[Category("Packages")]
public sealed partial class PackageTests
{
    private const string Beginning = "Printing, in the only sense with which we are at present concerned,";

    private static readonly string Clip = Repository.Path("samples/printing.flac");

    private PackageFeed _feed = null!;
    private FreshApplication _application = null!;

    private static string Version { get; } = typeof(AudioFormatException).Assembly.GetName().Version!.ToString(3);

    [OneTimeSetUp]
    public async Task Pack()
    {
        _feed = await PackageFeed.PackAsync();
        _application = new FreshApplication(_feed, Version);
    }

    [OneTimeTearDown]
    public void Remove() => _feed?.Dispose();

    [TestCaseSource(typeof(PackedProject), nameof(PackedProject.Ids))]
    public void Package_HasReadmeIconLicenceAndSummary(string id)
    {
        using ZipArchive package = Open(id, "nupkg");
        XElement metadata = Metadata(package);
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.That((Value("readme"), Value("icon"), Value("license")), Is.EqualTo(("README.md", "icon.png", "MIT")));
        Assert.That(Value("description"), Has.Length.GreaterThan(40));
        using StreamReader readme = new(package.GetEntry("README.md")!.Open());
        Assert.That(readme.ReadToEnd(), Does.StartWith($"# {id}\n").Or.StartWith($"# {id}\r\n"));
        Assert.That(package.GetEntry("icon.png"), Is.Not.Null);
    }

    [TestCase("Speech.Sdk")]
    [TestCase("Speech.Cli")]
    public void Package_HasTheLicencesOfWhatItEmbeds(string id)
    {
        using ZipArchive package = Open(id, "nupkg");
        string[] licences = [.. package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("licenses/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.That(licences, Has.Some.EqualTo("licenses/silero-vad/LICENSE.txt"));
        string[] tables = [.. Directory.EnumerateFiles(Repository.Path("Speech.Sdk/Evaluation/Normalization/Data"), "LICENSE-*.txt").Select(file => $"licenses/text-normalization/{Path.GetFileName(file)}")];
        Assert.That(tables, Is.Not.Empty);
        Assert.That(licences, Is.SupersetOf(tables));
    }

    [TestCaseSource(typeof(PackedProject), nameof(PackedProject.Libraries))]
    public void Library_HasDocumentationAndSymbols_AndNoNativeRuntime(string id)
    {
        using ZipArchive package = Open(id, "nupkg"), symbols = Open(id, "snupkg");
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.That(files, Is.SupersetOf(new[] { $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" }));
        Assert.That(files.Where(file => file.StartsWith("runtimes/", StringComparison.Ordinal) || file.StartsWith("models/", StringComparison.Ordinal)), Is.Empty);
        Assert.That(symbols.GetEntry($"lib/net10.0/{id}.pdb"), Is.Not.Null);
        string[] dependencies = [.. Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!)];
        Assert.That(dependencies, Has.None.EqualTo("Microsoft.ML.OnnxRuntime").And.None.EqualTo("Microsoft.ML.OnnxRuntime.Gpu").And.None.EqualTo("Grpc.Tools"));
    }

    /// <summary>The README's table is the one list that is written by hand.</summary>
    [Test]
    public void Packages_AreThoseOfTheReadme()
    {
        string table = File.ReadAllText(Repository.Path("README.md")).Split("## Packages")[1].Split("\n## ")[0];
        Assert.That(PackageName().Matches(table).Select(match => match.Groups[1].Value), Is.EquivalentTo(PackedProject.Ids));
    }

    [Test]
    public async Task FreshApplication_FromTheFolderAlone_UsesEveryLibraryAndSaysWhatIsMissing()
    {
        await _application.PublishAsync();
        Assert.That(PackedProject.Libraries.Append(PackageFeed.Model).Where(id => !Directory.Exists(Path.Combine(_feed.Restored, id.ToLowerInvariant()))), Is.Empty,
            "The application took packages from somewhere else than the folder.");
        string[] lines = (await _application.RunAsync(Clip)).Split('\n');
        Assert.That(lines[0], Does.StartWith(Beginning));
        Assert.That(lines[1], Does.StartWith("InvalidOptionException: Program is 'tape'; expected one of wasapi"));

        _application.RemoveNativeRuntime();
        Assert.That(await _application.RunAsync(Clip), Does.StartWith("ExecutionProviderException: ONNX Runtime's native library").And.Contain("Add the package Microsoft.ML.OnnxRuntime (CPU)"));
    }

    /// <summary>The extensions' package has its libraries for macOS where .NET does not find them; ours brings them along.</summary>
    [TestCase("osx-arm64", "runtimes/osx.10.14-arm64/native/libortextensions.dylib")]
    [TestCase("osx-x64", "runtimes/osx.10.14-x64/native/libortextensions.dylib")]
    [TestCase("linux-x64", "runtimes/linux-x64/native/libortextensions.so")]
    public async Task FreshApplication_PublishedForAPlatform_HasItsExtensions(string platform, string expected)
    {
        await _application.PublishAsync();
        using JsonDocument files = JsonDocument.Parse(await _application.ListPublishedAsync(platform));
        (string From, string To)[] extensions =
        [
            .. files.RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
                .Select(file => (From: file.GetProperty("FullPath").GetString()!.Replace('\\', '/'), To: file.GetProperty("RelativePath").GetString()!.Replace('\\', '/')))
                .Where(file => file.To.Contains("ortextensions", StringComparison.Ordinal)),
        ];
        Assert.That(extensions, Has.Length.EqualTo(1));
        Assert.That(extensions[0].From, Does.EndWith(expected));
        Assert.That(extensions[0].To, Is.EqualTo(Path.GetFileName(expected)));
    }

    [Test]
    public async Task Tool_Installed_Transcribes()
    {
        await DotNet.RunAsync(_feed.Application, "tool", "install", "Speech.Cli", "--version", Version, "--tool-path", _feed["tools"], "--configfile", Path.Combine(_feed.Application, "nuget.config"));
        (int exitCode, string output) = await DotNet.TryAsync(Path.Combine(_feed["tools"], OperatingSystem.IsWindows() ? "speech.exe" : "speech"), _feed.Application, "transcribe", Clip, "--quiet");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output.Trim(), Does.StartWith(Beginning));
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().First();
    }

    [GeneratedRegex(@"^\| `([\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex PackageName();

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(Path.Combine(_feed.Packages, $"{id}.{Version}.{extension}"));
}

using System.IO.Compression;
using System.Xml.Linq;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>The packages as a user meets them: packed, restored from a folder into an application of a few lines, and run.</summary>
[Category("Packages")]
public sealed class PackageTests
{
    private const string Beginning = "Printing, in the only sense with which we are at present concerned,";

    private static readonly string[] Libraries = ["Speech.Sdk", "Speech.Sdk.Models", "Speech.Sdk.Export", "Speech.Sdk.Capture", "Speech.Sdk.Hosting", "Speech.Sdk.Extensions.AI"];

    private PackageFeed _feed = null!;

    private static string Version { get; } = typeof(AudioFormatException).Assembly.GetName().Version!.ToString(3);

    private static IEnumerable<string> All => [.. Libraries, "Speech.Sdk.WhisperBase", "Speech.Cli"];

    [OneTimeSetUp]
    public async Task Pack() => _feed = await PackageFeed.PackAsync();

    [OneTimeTearDown]
    public void Remove() => _feed?.Dispose();

    [TestCaseSource(nameof(All))]
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

    [TestCaseSource(nameof(Libraries))]
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

    [Test]
    public async Task FreshApplication_FromTheFolderAlone_TranscribesAndSaysWhatIsMissing()
    {
        await File.WriteAllTextAsync(Path.Combine(_feed.Application, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{NativeFlavor.Package}" Version="{NativeFlavor.Version}" />
                <PackageReference Include="Speech.Sdk.WhisperBase" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(_feed.Application, "Program.cs"), """
            using Speech.Sdk;
            using Speech.Sdk.Audio;
            using Speech.Sdk.Models;

            try
            {
                using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("whisper-base");
                Console.WriteLine((await recognizer.TranscribeAsync(AudioSource.FromFile(args[0]))).Text);
            }
            catch (SpeechException error)
            {
                Console.WriteLine($"{error.GetType().Name}: {error.Message}");
            }
            """);
        await DotNet.RunAsync(_feed.Application, "build", "-c", "Release", "-o", _feed["out"], "-v", "q");
        Assert.That(Directory.Exists(Path.Combine(_feed.Restored, "speech.sdk.models")), Is.True, "The application took the packages from somewhere else than the folder.");

        string app = Path.Combine(_feed["out"], "app.dll"), clip = Repository.Path("samples/printing.flac");
        Assert.That((await DotNet.RunAsync(_feed.Application, app, clip)).Trim(), Does.StartWith(Beginning));

        foreach (string native in Directory.EnumerateFiles(_feed["out"], "*onnxruntime.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".so" or ".dll" or ".dylib"))
        {
            if (Path.GetFileName(native) != "Microsoft.ML.OnnxRuntime.dll")
                File.Delete(native);
        }

        Assert.That(await DotNet.RunAsync(_feed.Application, app, clip), Does.StartWith("ExecutionProviderException: ONNX Runtime's native library").And.Contain("Add the package Microsoft.ML.OnnxRuntime (CPU)"));
    }

    [Test]
    public async Task Tool_Installed_Transcribes()
    {
        await DotNet.RunAsync(_feed.Application, "tool", "install", "Speech.Cli", "--version", Version, "--tool-path", _feed["tools"], "--configfile", Path.Combine(_feed.Application, "nuget.config"));
        (int exitCode, string output) = await DotNet.TryAsync(Path.Combine(_feed["tools"], OperatingSystem.IsWindows() ? "speech.exe" : "speech"), _feed.Application, "transcribe", Repository.Path("samples/printing.flac"), "--quiet");
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output.Trim(), Does.StartWith(Beginning));
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().First();
    }

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(Path.Combine(_feed.Packages, $"{id}.{Version}.{extension}"));
}

using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Audio.Codecs;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Audio;

/// <summary>Where the operators of FLAC and MP3 come from on macOS.</summary>
public sealed class ExtensionsLibraryTests
{
    private const string Beside = "libortextensions.dylib", X64 = "runtimes/osx.10.14-x64/native/libortextensions.dylib", Arm64 = "runtimes/osx.10.14-arm64/native/libortextensions.dylib";

    [TestCase(Architecture.X64, X64, X64, Arm64)]
    [TestCase(Architecture.Arm64, Arm64, X64, Arm64)]
    [TestCase(Architecture.Arm64, Beside, X64, Arm64, Beside, Description = "an application for one architecture")]
    [TestCase(Architecture.Arm64, null, X64, Description = "another architecture's is no use")]
    [TestCase(Architecture.X64, null)]
    public void FindOnMacOs_TakesTheArchitecturesOwn(Architecture architecture, string? expected, params string[] files)
    {
        using TemporaryFolder application = new(files);
        Assert.That(ExtensionsLibrary.FindOnMacOs(application.Root, architecture), Is.EqualTo(expected is null ? null : application[expected]));
    }

    /// <summary>The folders' names are the package's, beside this portable application.</summary>
    [TestCase(Architecture.X64)]
    [TestCase(Architecture.Arm64)]
    public void FindOnMacOs_BesideThisApplication_FindsThePackagesFile(Architecture architecture) =>
        Assert.That(ExtensionsLibrary.FindOnMacOs(AppContext.BaseDirectory, architecture), Does.StartWith(AppContext.BaseDirectory).And.Contain("runtimes"));

    [Test]
    public void Register_APath_IsTheLibraryThatIsLoaded()
    {
        using TemporaryFolder folder = new("broken.dylib");
        using SessionOptions options = new();
        Assert.That(() => ExtensionsLibrary.Register(options, folder["broken.dylib"]), Throws.TypeOf<OnnxRuntimeException>().With.Message.Contains(folder["broken.dylib"]));
        // On Linux any name does for the loader.
        if (!OperatingSystem.IsLinux())
            return;
        string architecture = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string native = Directory.EnumerateFiles(AppContext.BaseDirectory, "libortextensions.so", SearchOption.AllDirectories).Single(file => file.Contains(architecture, StringComparison.Ordinal));
        File.Copy(native, folder["library.dylib"]);
        ExtensionsLibrary.Register(options, folder["library.dylib"]);
        using InferenceSession session = new(AudioDecoderOperator.Model(), options);
        Assert.That(session.OutputNames, Is.EqualTo(new[] { "pcm" }));
    }
}

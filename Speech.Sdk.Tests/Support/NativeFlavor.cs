using System.Reflection;
using System.Xml.Linq;

namespace Speech.Sdk.Tests.Support;

/// <summary>The native ONNX Runtime that the tests are built with.</summary>
internal static class NativeFlavor
{
    /// <summary>cpu or gpu (<c>-p:OnnxRuntimeFlavor=gpu</c>).</summary>
    public static string Name => Said("OnnxRuntimeFlavor");

    public static bool IsGpu => Name == "gpu";

    /// <summary>The package's name.</summary>
    public static string Package => IsGpu ? "Microsoft.ML.OnnxRuntime.Gpu" : "Microsoft.ML.OnnxRuntime";

    /// <summary>The version of a package that this repository takes.</summary>
    public static string VersionOf(string package) => (string)XDocument.Load(Repository.Path("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(element => (string?)element.Attribute("Include") == package).Attribute("Version")!;

    /// <summary>Where the build took this and all other packages from, so they are there.</summary>
    public static string[] PackageFolders => Said("NuGetPackageFolders").Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static string Said(string key) => typeof(NativeFlavor).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == key).Value!;
}

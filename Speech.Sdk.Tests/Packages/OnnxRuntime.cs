using System.Reflection;
using System.Xml.Linq;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>The native ONNX Runtime that the tests are built with, which is all that this machine is sure to have.</summary>
internal static class OnnxRuntime
{
    /// <summary>cpu or gpu.</summary>
    public static string Flavor { get; } = typeof(OnnxRuntime).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "OnnxRuntimeFlavor").Value!;

    /// <summary>The package's name.</summary>
    public static string Package => Flavor == "gpu" ? "Microsoft.ML.OnnxRuntime.Gpu" : "Microsoft.ML.OnnxRuntime";

    /// <summary>The package's version.</summary>
    public static string Version => (string)XDocument.Load(Repository.Path("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(element => (string?)element.Attribute("Include") == Package).Attribute("Version")!;

    /// <summary>Where this machine keeps the packages that it has restored.</summary>
    public static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Skips the test where the package is not to be had without a network.</summary>
    public static void Require()
    {
        string folder = Path.Combine(Cache, Package.ToLowerInvariant(), Version);
        if (!Directory.Exists(folder))
            Assert.Ignore($"{Package} {Version} is not in {folder}; restore it first.");
    }
}

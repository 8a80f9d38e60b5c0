using System.Xml.Linq;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>A project that is packed.</summary>
/// <param name="Id">The package's name.</param>
/// <param name="File">The project's file.</param>
/// <param name="IsLibrary">Whether the package holds an assembly to refer to; the others are the model and the tool.</param>
internal sealed record PackedProject(string Id, string File, bool IsLibrary)
{
    /// <summary>Every project of the repository that says so.</summary>
    public static IReadOnlyList<PackedProject> All { get; } =
    [
        .. new[] { Repository.Path("."), Repository.Path("tools") }.SelectMany(Directory.GetDirectories).SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Where(file => Says(file, "IsPackable", "true"))
            .Select(file => new PackedProject(Path.GetFileNameWithoutExtension(file), file, !Says(file, "PackAsTool", "true") && !Says(file, "IncludeBuildOutput", "false")))
            .OrderBy(project => project.Id, StringComparer.Ordinal),
    ];

    public static IEnumerable<string> Ids => All.Select(project => project.Id);

    public static IEnumerable<string> Libraries => All.Where(project => project.IsLibrary).Select(project => project.Id);

    private static bool Says(string project, string property, string value) => XDocument.Load(project).Descendants(property).Any(element => element.Value == value);
}

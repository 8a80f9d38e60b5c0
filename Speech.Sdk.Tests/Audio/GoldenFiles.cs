using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Audio;

/// <summary>The audio files of every kind that other decoders have read before, as rows of a test table.</summary>
internal static class GoldenFiles
{
    private const string Folder = "fixtures/audio/";

    public static IEnumerable<TestCaseData> Exact => OfKind("exact");

    public static IEnumerable<TestCaseData> Lossy => OfKind("lossy");

    public static IEnumerable<TestCaseData> Decodable => OfKind("exact", "lossy");

    public static IEnumerable<TestCaseData> Broken => OfKind("broken", "empty");

    public static IEnumerable<TestCaseData> Choice => OfKind("choice");

    public static IEnumerable<TestCaseData> Raw => OfKind("raw");

    public static string PathOf(JsonNode entry) => Shared.Path(Folder + (string)entry["file"]!);

    /// <summary>The entries of some kinds, named by file; one ignored row where the shared folder is absent.</summary>
    private static IEnumerable<TestCaseData> OfKind(params string[] kinds)
    {
        JsonNode golden;
        try
        {
            golden = Shared.Json(Folder + "golden.json");
        }
        catch (IgnoreException absent)
        {
            return [new TestCaseData(new JsonObject()).SetArgDisplayNames(kinds[0]).Ignore(absent.Message)];
        }

        return golden["files"]!.AsArray()
            .Where(entry => kinds.Contains((string?)entry!["kind"]))
            .Select(entry => new TestCaseData(entry!).SetArgDisplayNames((string)entry!["file"]!));
    }
}

using System.Text.Json.Nodes;

namespace Speech.Sdk.Tests.Support;

/// <summary>The cases of a golden file as a test table.</summary>
internal static class GoldenCases
{
    /// <summary>One row a case; a single, skipped one where the file's folder is absent.</summary>
    public static IEnumerable<TestCaseData> Of(string file, Func<JsonNode, string> name)
    {
        if (!Shared.IsPresent)
            return [new TestCaseData(new JsonObject()).SetArgDisplayNames(file).Ignore($"Needs ../shared/{file}, which is not beside this checkout.")];
        return Shared.Json(file)["cases"]!.AsArray().Select(golden => new TestCaseData(golden!).SetArgDisplayNames(name(golden!)));
    }

    public static int[] Ints(this JsonNode? node) => [.. node!.AsArray().Select(id => (int)id!)];
}

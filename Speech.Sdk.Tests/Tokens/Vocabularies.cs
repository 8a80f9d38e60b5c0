using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Tokens;

/// <summary>The three Whisper vocabularies of the fixtures, and their golden lists.</summary>
internal static class Vocabularies
{
    public static readonly string[] Names = ["multilingual", "v3", "en"];

    private static readonly ConcurrentDictionary<string, WhisperTokenizer> Loaded = new();

    public static WhisperTokenizer Get(string name) => Loaded.GetOrAdd(name, _ => name == "v3" ? LoadV3() : WhisperTokenizer.Load(Folder(name)));

    public static string Folder(string name) => Shared.Path($"fixtures/text/whisper-tokenizer-{name}");

    /// <summary>The cases of one function, or of the only one a file has.</summary>
    public static IEnumerable<JsonNode> Cases(string file, string function) => Shared.Json($"fixtures/text/{file}")["cases"]!.AsArray()
        .Where(entry => (string?)entry!["function"] is not { } name || name == function)!;

    public static string Vocabulary(JsonNode entry) => (string?)entry["arguments"]!["vocabulary"] ?? "multilingual";

    public static int[] Ids(JsonNode? node) => [.. node!.AsArray().Select(id => (int)id!)];

    // v3 has its own added tokens and borrows the rest.
    private static WhisperTokenizer LoadV3()
    {
        using TemporaryFolder folder = new();
        File.Copy(Path.Combine(Folder("v3"), "added_tokens.json"), folder.File("added_tokens.json"));
        foreach (string file in (string[])["vocab.json", "merges.txt"])
            File.Copy(Path.Combine(Folder("multilingual"), file), folder.File(file));
        return WhisperTokenizer.Load(folder.Path);
    }
}

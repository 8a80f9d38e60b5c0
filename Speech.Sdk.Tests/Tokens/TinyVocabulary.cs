using System.Text.Json;

namespace Speech.Sdk.Tests.Tokens;

/// <summary>A hand-made byte-level vocabulary: the 256 bytes in GPT-2's order, nine merges and Whisper's special tokens.</summary>
internal static class TinyVocabulary
{
    public static readonly string[] Merges = ["Ġ t", "Ġ a", "h e", "Ġt he", "i n", "ð Ł", "Ġ \"", "\\ n", "Ġ #"];

    private static readonly string[] SpecialNames =
    [
        "<|startoftranscript|>", "<|en|>", "<|de|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>",
        "<|nocaptions|>", "<|notimestamps|>",
    ];

    /// <summary>The bytes in the order of their ids, written as GPT-2 writes them.</summary>
    public static IEnumerable<string> ByteEntries
    {
        get
        {
            bool Printable(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            IEnumerable<int> rest = Enumerable.Range(0, 256).Where(value => !Printable(value));
            return Enumerable.Range(0, 256).Where(Printable).Concat(rest.Select((_, i) => 256 + i)).Select(value => ((char)value).ToString());
        }
    }

    public static Dictionary<string, int> Entries => ByteEntries.Concat(Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)))
        .Append("<|endoftext|>").Select((entry, id) => (entry, id)).ToDictionary(pair => pair.entry, pair => pair.id);

    public static Dictionary<string, int> Added => SpecialNames.Select((name, i) => (name, id: Entries.Count + i)).ToDictionary(pair => pair.name, pair => pair.id);

    public static void WriteSplit(TemporaryFolder folder, string mergesText)
    {
        folder.Write("vocab.json", JsonSerializer.Serialize(Entries));
        folder.Write("merges.txt", mergesText);
        folder.Write("added_tokens.json", JsonSerializer.Serialize(Added));
    }

    public static void WriteWhole(TemporaryFolder folder, object merges, string model = "BPE") =>
        folder.Write("tokenizer.json", JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = Added.Append(new("<|endoftext|>", Entries["<|endoftext|>"])).Select(token => new { id = token.Value, content = token.Key, special = true }),
            normalizer = (object?)null,
            pre_tokenizer = new { type = "ByteLevel" },
            model = new { type = model, vocab = Entries, merges },
        }));
}

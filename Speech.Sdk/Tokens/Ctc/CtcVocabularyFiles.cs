using System.Text.Json;

namespace Speech.Sdk.Tokens.Ctc;

/// <summary>
/// Reads the vocabularies of a checkpoint: vocab.json, of one language or, as MMS has it, of many; added_tokens.json, special_tokens_map.json
/// and tokenizer_config.json where they are there.
/// </summary>
internal static class CtcVocabularyFiles
{
    private const string Vocabulary = "vocab.json";
    private const string Added = "added_tokens.json";
    private const string Specials = "special_tokens_map.json";
    private const string Settings = "tokenizer_config.json";

    /// <summary>No vocabulary is nearly as large; ids are places in a list.</summary>
    private const int MaxId = (1 << 22) - 1;

    // In the order in which transformers appends those that a vocabulary lacks.
    private static readonly (string Name, string Default)[] SpecialTokens = [("bos_token", "<s>"), ("eos_token", "</s>"), ("unk_token", "<unk>"), ("pad_token", "<pad>")];

    /// <summary>The vocabulary of each language; of a checkpoint of one, under the empty name.</summary>
    /// <param name="folder">The checkpoint or model folder.</param>
    /// <param name="blank">The <c>pad_token_id</c> of config.json, for vocabularies that do not hold their padding token.</param>
    /// <param name="language">The checkpoint's <c>target_lang</c>; null where it names none.</param>
    /// <exception cref="ModelFolderException">A file is missing, broken, or no CTC vocabulary.</exception>
    public static IReadOnlyDictionary<string, CtcVocabulary> Read(string folder, int? blank, out string? language)
    {
        using JsonDocument vocabulary = Parse(folder, Vocabulary) ?? throw new ModelFolderException($"{Path.Combine(folder, Vocabulary)} is missing; copy it from the published checkpoint.");
        using JsonDocument? added = Parse(folder, Added);
        using JsonDocument? specials = Parse(folder, Specials);
        using JsonDocument? settings = Parse(folder, Settings);
        try
        {
            CtcVocabularySource source = new(added?.RootElement, specials?.RootElement, settings?.RootElement, blank);
            language = source.Setting("target_lang");
            bool nested = vocabulary.RootElement.EnumerateObject() is var entries && entries.Any(entry => entry.Value.ValueKind == JsonValueKind.Object);
            return nested
                ? entries.ToDictionary(entry => entry.Name, entry => source.Make(entry.Value))
                : new Dictionary<string, CtcVocabulary> { [""] = source.Make(vocabulary.RootElement) };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new ModelFolderException($"{folder}: {Vocabulary}, {Added}, {Specials} or {Settings} is not what a CTC tokenizer has ({e.Message}); copy them from the published checkpoint again.", e);
        }
    }

    private static JsonDocument? Parse(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new ModelFolderException($"{path} is not a JSON object; copy it from the published checkpoint again.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read ({e.Message}); copy it from the published checkpoint again.", e);
        }
    }

    /// <summary>What all languages of a checkpoint share.</summary>
    private sealed class CtcVocabularySource(JsonElement? added, JsonElement? specials, JsonElement? settings, int? blank)
    {
        public string? Setting(string name) => Text(settings, name);

        public CtcVocabulary Make(JsonElement vocabulary)
        {
            SortedDictionary<int, string> symbols = [];
            HashSet<int> special = [];
            foreach (JsonProperty entry in vocabulary.EnumerateObject())
                symbols[entry.Value.GetInt32()] = entry.Name;
            if (symbols.Count == 0)
                throw new FormatException("a vocabulary without symbols");
            AddTokens(symbols, special);
            if (symbols.Keys.First() < 0 || symbols.Keys.Last() > MaxId - SpecialTokens.Length)
                throw new FormatException($"ids from {symbols.Keys.First()} to {symbols.Keys.Last()}, where 0 to {MaxId - SpecialTokens.Length} are possible");

            Dictionary<string, int> ids = [];
            foreach ((int id, string text) in symbols)
                ids.TryAdd(text, id);
            int padding = blank is { } known && !ids.ContainsKey(Special("pad_token", "<pad>")) && symbols.ContainsKey(known) ? known : -1;
            foreach ((string name, string standard) in SpecialTokens)
            {
                string text = Special(name, standard);
                if (name == "pad_token" && padding >= 0)
                    break;
                if (!ids.TryGetValue(text, out int id))
                    symbols[id = ids[text] = symbols.Keys.Last() + 1] = text;
                special.Add(id);
                padding = name == "pad_token" ? id : padding;
            }

            special.Add(padding);
            string delimiter = Text(settings, "word_delimiter_token") ?? Text(specials, "word_delimiter_token") ?? "|";
            return new CtcVocabulary
            {
                Symbols = [.. Enumerable.Range(0, symbols.Keys.Last() + 1).Select(id => symbols.GetValueOrDefault(id))],
                Blank = padding,
                Delimiter = ids.TryGetValue(delimiter, out int between) ? between : null,
                Unknown = Special("unk_token", "<unk>"),
                Specials = special,
                DelimiterText = Text(settings, "replace_word_delimiter_char") ?? " ",
                LowersCase = Flag("do_lower_case"),
                CleansUp = Flag("clean_up_tokenization_spaces"),
                IsPhonemes = Text(settings, "tokenizer_class") == "Wav2Vec2PhonemeCTCTokenizer",
            };
        }

        private void AddTokens(SortedDictionary<int, string> symbols, HashSet<int> special)
        {
            foreach (JsonProperty entry in added?.EnumerateObject() ?? default)
                symbols.TryAdd(entry.Value.GetInt32(), entry.Name);
            if (!TryGet(settings, "added_tokens_decoder", out JsonElement tokens))
                return;
            foreach (JsonProperty entry in tokens.EnumerateObject())
            {
                int id = int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture);
                // A language's own vocabulary says what its ids are.
                if (symbols.TryAdd(id, entry.Value.GetProperty("content").GetString() ?? throw new FormatException($"the added token {id} has no text")) && TryGet(entry.Value, "special", out JsonElement isSpecial) && isSpecial.GetBoolean())
                    special.Add(id);
            }
        }

        // Newer checkpoints say it in the one file, of older ones the other overrides it (transformers, from_pretrained).
        private string Special(string name, string standard) => TryGet(settings, "added_tokens_decoder", out _)
            ? Text(settings, name) ?? Text(specials, name) ?? standard
            : Text(specials, name) ?? Text(settings, name) ?? standard;

        private bool Flag(string name) => TryGet(settings, name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

        private static string? Text(JsonElement? source, string name) => !TryGet(source, name, out JsonElement value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object => value.GetProperty("content").GetString(),
            _ => null,
        };

        private static bool TryGet(JsonElement? source, string name, out JsonElement value)
        {
            value = default;
            return source?.TryGetProperty(name, out value) == true;
        }
    }
}

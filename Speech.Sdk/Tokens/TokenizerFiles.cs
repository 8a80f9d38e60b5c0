namespace Speech.Sdk.Tokens;

/// <summary>
/// Reads a byte-level BPE tokenizer from a model folder: vocab.json and merges.txt with added_tokens.json where all three are
/// there, being the smaller read, otherwise tokenizer.json. The files are streamed, not turned into objects.
/// </summary>
internal static class TokenizerFiles
{
    private const string Vocabulary = "vocab.json";
    private const string Merges = "merges.txt";
    private const string Added = "added_tokens.json";
    private const string Whole = "tokenizer.json";

    /// <exception cref="ModelFolderException">The files are missing, broken, or not a byte-level BPE.</exception>
    public static TokenizerParts Read(string folder)
    {
        bool Has(string name) => File.Exists(Path.Combine(folder, name));
        bool split = Has(Vocabulary) && Has(Merges);
        if (split && (Has(Added) || !Has(Whole)))
            return ReadSplit(folder);
        if (Has(Whole))
            return ReadWhole(folder);
        throw new ModelFolderException(
            $"{folder} has no tokenizer: expected {Whole}, or {Vocabulary} and {Merges}. Copy them from the published checkpoint.");
    }

    /// <summary>Reads vocab.json, merges.txt and, where it is there, added_tokens.json.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static TokenizerParts ReadSplit(string folder)
    {
        TokenTable tokens = new();
        AddedTokens added = new();
        string vocabulary = Path.Combine(folder, Vocabulary);
        Guard(vocabulary, bytes =>
        {
            JsonScanner json = new(bytes);
            TokenizerJson.ReadVocabulary(ref json, tokens);
        });
        byte[] text = Bytes(Path.Combine(folder, Merges));
        ReadAdded(folder, tokens, added);
        return Checked(new TokenizerParts(tokens, added, vocabulary,
            () => Guard(Path.Combine(folder, Merges), () => MergeTable.FromText(tokens, text))));
    }

    /// <summary>Reads tokenizer.json and, where it is there, added_tokens.json.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static TokenizerParts ReadWhole(string folder)
    {
        TokenTable tokens = new();
        AddedTokens added = new();
        string whole = Path.Combine(folder, Whole);
        byte[] merges = [];
        Guard(whole, bytes =>
        {
            JsonScanner json = new(bytes);
            merges = bytes[TokenizerJson.ReadWhole(ref json, tokens, added)];
        });
        ReadAdded(folder, tokens, added);
        return Checked(new TokenizerParts(tokens, added, whole, () => Guard(whole, () => MergeTable.FromJson(tokens, merges))));
    }

    private static void ReadAdded(string folder, TokenTable tokens, AddedTokens added)
    {
        string path = Path.Combine(folder, Added);
        if (!File.Exists(path))
            return;
        Guard(path, bytes =>
        {
            JsonScanner json = new(bytes);
            TokenizerJson.ReadAdded(ref json, tokens, added);
        });
    }

    private static TokenizerParts Checked(TokenizerParts parts)
    {
        int missing = 0;
        for (int value = 0; value < 256; value++)
            missing += parts.Tokens.SingleByte((byte)value) < 0 ? 1 : 0;
        return missing == 0 ? parts : throw new ModelFolderException(
            $"{parts.Source} is not a byte-level BPE vocabulary: {missing} of the 256 single bytes are not in it.");
    }

    private static void Guard(string path, Action<byte[]> read) => Guard(path, () =>
    {
        read(Bytes(path));
        return path;
    });

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException error)
        {
            throw new ModelFolderException($"{path} cannot be read: {error.Message}. Fetch the model again.", error);
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read: {error.Message}", error);
        }
    }
}

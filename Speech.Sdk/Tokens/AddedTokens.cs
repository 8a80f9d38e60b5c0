namespace Speech.Sdk.Tokens;

/// <summary>The tokens beside the learned vocabulary, such as <c>&lt;|endoftext|&gt;</c>: their ids and where a text holds them.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private string _firstCharacters = "";
    private int _longest;

    /// <summary>Every added token and its id.</summary>
    public IReadOnlyDictionary<string, int> Ids => _ids;

    public void Set(string text, int id)
    {
        if (text.Length == 0)
            return;
        _ids[text] = id;
        _longest = Math.Max(_longest, text.Length);
        if (!_firstCharacters.Contains(text[0], StringComparison.Ordinal))
            _firstCharacters += text[0];
    }

    /// <summary>The first added token in a text, the longest where several begin at the same place; false where there is none.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out Range place, out int id)
    {
        var ids = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0; start < text.Length; start++)
        {
            int skipped = text[start..].IndexOfAny(_firstCharacters);
            if (skipped < 0)
                break;
            start += skipped;
            for (int length = Math.Min(_longest, text.Length - start); length > 0; length--)
            {
                if (ids.TryGetValue(text.Slice(start, length), out id))
                {
                    place = start..(start + length);
                    return true;
                }
            }
        }

        place = default;
        id = -1;
        return false;
    }
}

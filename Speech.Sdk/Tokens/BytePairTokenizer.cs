using System.Buffers;
using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>
/// Byte-level byte-pair encoding as GPT-2 defined it: any text, no unknown token. Immutable and safe to share between threads;
/// merges are read when text is first encoded, decoding needs none.
/// </summary>
internal sealed class BytePairTokenizer : ITokenizer
{
    private readonly TokenTable _tokens;
    private readonly AddedTokens _added;
    private readonly Lazy<BytePairEncoder> _encoder;
    private readonly Lazy<TokenIndex> _index;

    public BytePairTokenizer(TokenizerParts parts)
    {
        _tokens = parts.Tokens;
        _added = parts.Added;
        _encoder = new Lazy<BytePairEncoder>(() => new BytePairEncoder(parts.Tokens, parts.Merges()));
        _index = new Lazy<TokenIndex>(() => new TokenIndex(parts.Tokens));
    }

    /// <inheritdoc/>
    public int Count => _tokens.Count;

    /// <inheritdoc cref="TokenizerFiles.Read"/>
    public static BytePairTokenizer Load(string folder) => new(TokenizerFiles.Read(folder));

    /// <inheritdoc/>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        List<int> ids = [];
        _encoder.Value.Encode(text, ids);
        return [.. ids];
    }

    /// <summary>The ids of a text in which added tokens are written out.</summary>
    public int[] EncodeWithAddedTokens(ReadOnlySpan<char> text)
    {
        List<int> ids = [];
        while (_added.TryFind(text, out Range place, out int id))
        {
            _encoder.Value.Encode(text[..place.Start], ids);
            ids.Add(id);
            text = text[place.End..];
        }

        _encoder.Value.Encode(text, ids);
        return [.. ids];
    }

    /// <summary>The first added token that is written out in a text; false where there is none.</summary>
    public bool TryFindAddedToken(ReadOnlySpan<char> text, out string token)
    {
        bool found = _added.TryFind(text, out Range place, out _);
        token = text[place].ToString();
        return found;
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids)
    {
        int length = 0;
        foreach (int id in ids)
            length += _tokens[id].Length;
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(length);
        Span<byte> rest = utf8;
        foreach (int id in ids)
        {
            _tokens[id].CopyTo(rest);
            rest = rest[_tokens[id].Length..];
        }

        string text = Encoding.UTF8.GetString(utf8, 0, length);
        ArrayPool<byte>.Shared.Return(utf8);
        return text;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int id) => _tokens[id];

    /// <summary>The least id of the token of these bytes, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token) => _index.Value.Find(token);
}

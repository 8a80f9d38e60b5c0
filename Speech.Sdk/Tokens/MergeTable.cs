using System.Runtime.CompilerServices;
using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>
/// The merges of a byte-pair vocabulary by the pair they join. A list that lacks its very first merge, <c>Ġ t</c>, is mended:
/// some published tokenizer.json files lost that line as if it were a header. It counts as lost when no merge makes the token
/// <c>Ġt</c> and the first merge of the list makes the very next id.
/// </summary>
internal sealed class MergeTable
{
    private const int LongestToken = 512;

    private readonly TokenTable _tokens;
    private readonly TokenIndex _index;
    private readonly PairTable _pairs;
    private int _count;
    private int _firstMade = -1;
    private bool _spaceTMade;

    private MergeTable(TokenTable tokens, int capacity)
    {
        _tokens = tokens;
        _index = new TokenIndex(tokens);
        _pairs = new PairTable(capacity + 1);
    }

    /// <summary>Reads merges.txt: "a b" a line after an optional <c>#version</c> line.</summary>
    /// <exception cref="FormatException">A line is not a merge of this vocabulary.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static MergeTable FromText(TokenTable tokens, ReadOnlySpan<byte> text)
    {
        MergeTable table = new(tokens, text.Count((byte)'\n') + 1);
        if (text.StartsWith("#version"u8))
            text = text[(text.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : text.Length)..];
        while (!text.IsEmpty)
        {
            int length = text.IndexOf((byte)'\n') is var end and >= 0 ? end : text.Length;
            ReadOnlySpan<byte> line = text[..length].TrimEnd((byte)'\r');
            if (!line.IsEmpty)
                table.Add(line);
            text = text[Math.Min(length + 1, text.Length)..];
        }

        return table.Mended();
    }

    /// <summary>Reads the merges of a tokenizer.json: an array of "a b" or of ["a", "b"].</summary>
    /// <exception cref="FormatException">An element is not a merge of this vocabulary.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static MergeTable FromJson(TokenTable tokens, ReadOnlySpan<byte> text)
    {
        MergeTable table = new(tokens, text.Count((byte)','));
        JsonScanner json = new(text);
        byte[] left = new byte[LongestToken];
        json.Open('[');
        while (json.Next(']'))
        {
            if (!json.IsAt('['))
            {
                table.Add(json.String());
                continue;
            }

            json.Open('[');
            json.Next(']');
            ReadOnlySpan<byte> first = json.String();
            int length = Math.Min(first.Length, left.Length);
            first[..length].CopyTo(left);
            json.Next(']');
            table.Add(left.AsSpan(0, length), json.String());
            json.Next(']');
        }

        return table.Mended();
    }

    /// <summary>The rank of joining two tokens, the lowest first, and the token it gives; false where they do not join.</summary>
    public bool TryFind(int left, int right, out int rank, out int id) => _pairs.TryFind(left, right, out rank, out id);

    private void Add(ReadOnlySpan<byte> pair)
    {
        int space = pair.IndexOf((byte)' ');
        if (space < 0)
            throw new FormatException($"merge {_count + 1} is '{Encoding.UTF8.GetString(pair)}', expected two tokens and a space between");
        Add(pair[..space], pair[(space + 1)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> joined = stackalloc byte[2 * LongestToken];
        int leftLength = 0;
        int rightLength = 0;
        bool known = Math.Max(left.Length, right.Length) <= LongestToken
            && ByteAlphabet.TryDecode(left, joined, out leftLength)
            && ByteAlphabet.TryDecode(right, joined[leftLength..], out rightLength);
        int leftId = known ? _index.Find(joined[..leftLength]) : -1;
        int rightId = known ? _index.Find(joined.Slice(leftLength, rightLength)) : -1;
        int id = known ? _index.Find(joined[..(leftLength + rightLength)]) : -1;
        if (leftId < 0 || rightId < 0 || id < 0)
        {
            throw new FormatException(
                $"merge {_count + 1}, '{Encoding.UTF8.GetString(left)} {Encoding.UTF8.GetString(right)}', "
                + "joins or makes a token that the vocabulary lacks");
        }

        if (_count == 0)
            _firstMade = id;
        _spaceTMade |= joined[..(leftLength + rightLength)].SequenceEqual(" t"u8);
        _pairs.Add(leftId, rightId, ++_count, id);
    }

    private MergeTable Mended()
    {
        int spaceT = _index.Find(" t"u8);
        if (spaceT >= 0 && !_spaceTMade && _firstMade == spaceT + 1)
            _pairs.Add(_tokens.SingleByte((byte)' '), _tokens.SingleByte((byte)'t'), 0, spaceT);
        return this;
    }
}

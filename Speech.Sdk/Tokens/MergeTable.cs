using System.Text.Json;

namespace Speech.Sdk.Tokens;

/// <summary>
/// The merges of a byte-pair vocabulary by the pair they join. A list that lacks its very first merge, <c>Ġ t</c>, is mended:
/// some published tokenizer.json files lost that line as if it were a header. It counts as lost when no merge makes the token
/// <c>Ġt</c> and the first merge of the list makes the very next id.
/// </summary>
internal sealed class MergeTable
{
    private readonly Dictionary<ulong, (int Rank, int Id)> _merges;
    private readonly TokenTable _tokens;
    private readonly TokenIndex _index;

    private MergeTable(TokenTable tokens, int capacity)
    {
        _tokens = tokens;
        _index = new TokenIndex(tokens);
        _merges = new Dictionary<ulong, (int Rank, int Id)>(capacity);
    }

    /// <summary>Reads merges.txt: "a b" a line after an optional <c>#version</c> line.</summary>
    /// <exception cref="FormatException">A line is not a merge of this vocabulary.</exception>
    public static MergeTable FromText(TokenTable tokens, ReadOnlySpan<byte> text)
    {
        MergeTable table = new(tokens, text.Length / 9);
        bool first = true;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range].TrimEnd((byte)'\r');
            bool header = first && line.StartsWith("#version"u8);
            first = false;
            if (!header && !line.IsEmpty)
                table.Add(line);
        }

        return table.Mended();
    }

    /// <summary>Reads the merges of a tokenizer.json: an array of "a b" or of ["a", "b"].</summary>
    /// <exception cref="FormatException">An element is not a merge of this vocabulary.</exception>
    public static MergeTable FromJson(TokenTable tokens, ReadOnlySpan<byte> json)
    {
        MergeTable table = new(tokens, json.Length / 11);
        Utf8JsonReader reader = new(json);
        Span<byte> left = new byte[1024];
        Span<byte> right = new byte[1024];
        int leftLength = -1;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String)
                continue;
            ReadOnlySpan<byte> entry = Unescaped(ref reader, right);
            if (reader.CurrentDepth == 1)
            {
                table.Add(entry);
            }
            else if (leftLength < 0)
            {
                entry.CopyTo(left);
                leftLength = entry.Length;
            }
            else
            {
                table.Add(left[..leftLength], entry);
                leftLength = -1;
            }
        }

        return table.Mended();
    }

    /// <summary>The rank of joining two tokens and the token it gives; false where they do not join.</summary>
    public bool TryFind(int left, int right, out (int Rank, int Id) merge) => _merges.TryGetValue(Key(left, right), out merge);

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private static ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader, Span<byte> buffer) =>
        reader.ValueIsEscaped ? buffer[..reader.CopyString(buffer)] : reader.ValueSpan;

    private void Add(ReadOnlySpan<byte> pair)
    {
        int space = pair.IndexOf((byte)' ');
        if (space < 0)
            throw new FormatException($"merge {_merges.Count + 1} is '{System.Text.Encoding.UTF8.GetString(pair)}', expected two tokens and a space between");
        Add(pair[..space], pair[(space + 1)..]);
    }

    private void Add(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> joined = stackalloc byte[512];
        if (left.Length + right.Length > joined.Length
            || !ByteAlphabet.TryDecode(left, joined, out int leftLength)
            || !ByteAlphabet.TryDecode(right, joined[leftLength..], out int rightLength))
        {
            throw Unknown(left, right);
        }

        int leftId = _index.Find(joined[..leftLength]);
        int rightId = _index.Find(joined.Slice(leftLength, rightLength));
        int id = _index.Find(joined[..(leftLength + rightLength)]);
        if (leftId < 0 || rightId < 0 || id < 0)
            throw Unknown(left, right);
        _merges.TryAdd(Key(leftId, rightId), (_merges.Count + 1, id));
    }

    private MergeTable Mended()
    {
        int space = _tokens.SingleByte((byte)' ');
        int t = _tokens.SingleByte((byte)'t');
        int lost = _index.Find(" t"u8);
        if (lost >= 0 && _merges.ContainsValue((1, lost + 1)) && _merges.Values.All(merge => merge.Id != lost))
        {
            _merges.Add(Key(space, t), (0, lost));
        }

        return this;
    }

    private FormatException Unknown(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => new(
        $"merge {_merges.Count + 1}, '{System.Text.Encoding.UTF8.GetString(left)} {System.Text.Encoding.UTF8.GetString(right)}', joins or makes a token that the vocabulary lacks");
}

using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Speech.Sdk.Tokens;

namespace Speech.Sdk.Decoding;

/// <summary>
/// Takes from the scores of tokens that complete a text that is to be rarer, whatever tokens spell its beginning: a model knows many spellings of a word, and goes round
/// the one that is charged by another. A step looks at the bytes of the text's end, so that spellings need not be listed.
/// </summary>
/// <remarks>
/// A beginning costs nothing: charged for its share, "belly" would keep "be" from being written, and so there is nothing to give back either. Beams that sum these scores
/// rank a text that holds the word lower by the whole weight, once for each time.
/// </remarks>
internal sealed class HotwordPenalty : ITokenBonus
{
    private const int Anywhere = 0;
    private const int AtWordStart = 1;

    // Of UTF-8.
    private const int MostBytesOfCharacter = 4;

    private readonly Dictionary<(int Node, byte Next), int> _children = [];
    private readonly List<List<(int Token, float Weight)>> _completions = [[], []];
    private readonly ITokenizer _tokenizer;
    private readonly int _textTokens;
    private readonly int _longest;

    /// <param name="completions">Every way to complete the texts by one token.</param>
    /// <param name="tokenizer">What the tokens stand for.</param>
    /// <param name="textTokens">Ids from here on are no text, and end what is under way.</param>
    public HotwordPenalty(IEnumerable<TextCompletion> completions, ITokenizer tokenizer, int textTokens)
    {
        _tokenizer = tokenizer;
        _textTokens = textTokens;
        foreach (TextCompletion completion in completions)
        {
            int node = completion.WithinWords ? Anywhere : AtWordStart;
            foreach (byte next in completion.Beginning.Span)
                node = ChildOrNew(node, next);
            _completions[node].Add((completion.Token, completion.Weight));
            _longest = Math.Max(_longest, completion.Beginning.Length);
        }
    }

    public void Process(Span<float> scores, TokenHistory history)
    {
        Span<int> begun = stackalloc int[2 * (_longest + 1)];
        foreach (int node in begun[..FindBegun(history.Written, begun)])
        {
            foreach ((int token, float weight) in CollectionsMarshal.AsSpan(_completions[node]))
                scores[token] += weight;
        }
    }

    public float Bonus(TokenHistory history, int token)
    {
        float bonus = 0;
        Span<int> begun = stackalloc int[2 * (_longest + 1)];
        foreach (int node in begun[..FindBegun(history.Written, begun)])
        {
            foreach ((int completing, float weight) in CollectionsMarshal.AsSpan(_completions[node]))
                bonus += completing == token ? weight : 0;
        }

        return bonus;
    }

    /// <summary>The nodes of all beginnings that the text ends with, the empty one among them; returns how many.</summary>
    private int FindBegun(ReadOnlySpan<int> written, Span<int> begun)
    {
        // A character more than the longest beginning says whether a word is under way before it.
        Span<byte> buffer = stackalloc byte[_longest + MostBytesOfCharacter];
        ReadOnlySpan<byte> end = EndOf(written, buffer);
        int count = 0;
        for (int start = Math.Max(0, end.Length - _longest); start <= end.Length; start++)
        {
            count += Follow(Anywhere, end[start..], begun[count..]);
            if (EndsWord(end[..start]))
                count += Follow(AtWordStart, end[start..], begun[count..]);
        }

        return count;
    }

    private ReadOnlySpan<byte> EndOf(ReadOnlySpan<int> written, Span<byte> buffer)
    {
        int free = buffer.Length;
        for (int i = written.Length - 1; i >= 0 && written[i] < _textTokens && free > 0; i--)
        {
            ReadOnlySpan<byte> bytes = _tokenizer.Bytes(written[i]);
            bytes = bytes[Math.Max(0, bytes.Length - free)..];
            free -= bytes.Length;
            bytes.CopyTo(buffer[free..]);
        }

        return buffer[free..];
    }

    private int Follow(int node, ReadOnlySpan<byte> text, Span<int> begun)
    {
        foreach (byte next in text)
        {
            if (!_children.TryGetValue((node, next), out node))
                return 0;
        }

        begun[0] = node;
        return 1;
    }

    /// <summary>Whether no word is under way behind a text; half a character is part of one.</summary>
    private static bool EndsWord(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (Rune.DecodeLastFromUtf8(text, out Rune last, out _) == OperationStatus.Done && (Rune.IsWhiteSpace(last) || Rune.IsPunctuation(last) || Rune.IsSymbol(last)));

    private int ChildOrNew(int parent, byte next)
    {
        ref int child = ref CollectionsMarshal.GetValueRefOrAddDefault(_children, (parent, next), out bool exists);
        if (!exists)
        {
            child = _completions.Count;
            _completions.Add([]);
        }

        return child;
    }
}

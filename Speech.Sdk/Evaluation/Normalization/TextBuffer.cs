using System.Buffers;

namespace Speech.Sdk.Evaluation.Normalization;

/// <summary>
/// A text while it is rewritten: a step reads <see cref="Text"/>, appends what becomes of all of it, and commits; a step that changes nothing
/// appends nothing. For one call and one thread; the memory is pooled.
/// </summary>
internal sealed class TextBuffer : IDisposable
{
    private char[] _text;
    private char[] _draft;
    private int _length;
    private int _drafted;

    public TextBuffer(ReadOnlySpan<char> text)
    {
        _text = ArrayPool<char>.Shared.Rent(Math.Max(text.Length, 64));
        _draft = ArrayPool<char>.Shared.Rent(_text.Length);
        text.CopyTo(_text);
        _length = text.Length;
    }

    /// <summary>The text as the last step left it; not to be used after <see cref="Commit"/>.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    public void Append(char character) => Reserve(1)[0] = character;

    public void Append(ReadOnlySpan<char> part) => part.CopyTo(Reserve(part.Length));

    /// <summary>Appends room that the caller fills.</summary>
    public Span<char> Reserve(int length)
    {
        if (_draft.Length - _drafted < length)
            Grow(length);
        _drafted += length;
        return _draft.AsSpan(_drafted - length, length);
    }

    /// <summary>What was appended is the text now.</summary>
    public void Commit()
    {
        (_text, _draft) = (_draft, _text);
        (_length, _drafted) = (_drafted, 0);
    }

    /// <summary>Appends what is behind the part that was dealt with and commits; of a text of which nothing was dealt with, nothing changes.</summary>
    public void CommitRest(int done)
    {
        if (done == 0)
            return;
        Append(Text[done..]);
        Commit();
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        ArrayPool<char>.Shared.Return(_draft);
        _text = _draft = [];
        _length = 0;
    }

    public override string ToString() => Text.ToString();

    private void Grow(int length)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(checked(_drafted + length), Math.Min(2 * _draft.Length, Array.MaxLength)));
        _draft.AsSpan(0, _drafted).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_draft);
        _draft = larger;
    }
}

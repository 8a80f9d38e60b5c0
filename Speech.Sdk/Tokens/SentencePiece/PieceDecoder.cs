using System.Buffers;
using System.Text;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>
/// The text of pieces as they come. A character that is spread over byte pieces is held back until its last byte, bytes that are no
/// UTF-8 become U+FFFD one by one, and the text does not begin with the space that encoding puts before it. All that it gives, joined, is the
/// text of the whole run. One a stream, not shared between threads; bounded, however long the stream.
/// </summary>
internal sealed class PieceDecoder(SentencePieceTokenizer tokenizer)
{
    private const string Replacement = "\uFFFD";
    private const int LongestCharacter = 4;

    private readonly byte[] _bytes = new byte[LongestCharacter];
    private int _count;
    private bool _isAtStart = true;
    private bool _hasText;
    private bool _lostSpace;

    /// <summary>The text that a piece completes, empty where it ends inside a character.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such piece.</exception>
    public string Append(int id)
    {
        string text = tokenizer.ByteOf(id) is >= 0 and var value ? Byte((byte)value) : Flush() + Whole(id);
        _hasText |= text.Length > 0;
        return text;
    }

    /// <summary>Ends the bytes of a character that will not be completed: U+FFFD for each, mostly nothing.</summary>
    public string Flush()
    {
        string text = _count switch
        {
            0 => "",
            1 => Replacement,
            _ => string.Concat(Enumerable.Repeat(Replacement, _count)),
        };
        _count = 0;
        _hasText |= text.Length > 0;
        return text;
    }

    /// <summary>Writes where it is in the text.</summary>
    public void Save(BinaryWriter target)
    {
        target.Write((byte)_count);
        target.Write(_bytes.AsSpan(0, _count));
        target.Write(_isAtStart);
        target.Write(_hasText);
        target.Write(_lostSpace);
    }

    /// <summary>Goes where <see cref="Save"/> was.</summary>
    /// <exception cref="InvalidDataException">It is the state of something else.</exception>
    public void Restore(BinaryReader source)
    {
        int count = source.ReadByte();
        if (count >= LongestCharacter || source.Read(_bytes, 0, count) != count)
            throw new InvalidDataException("The state of a text's decoder is damaged.");
        _count = count;
        _isAtStart = source.ReadBoolean();
        _hasText = source.ReadBoolean();
        _lostSpace = source.ReadBoolean();
    }

    private string Byte(byte value)
    {
        _bytes[_count++] = value;
        string text = "";
        while (_count > 0)
        {
            OperationStatus status = Rune.DecodeFromUtf8(_bytes.AsSpan(0, _count), out Rune character, out int used);
            if (status == OperationStatus.NeedMoreData)
                break;
            text += status == OperationStatus.Done ? character.ToString() : Replacement;
            used = status == OperationStatus.Done ? used : 1;
            _bytes.AsSpan(used, _count - used).CopyTo(_bytes);
            _count -= used;
        }

        return text;
    }

    private string Whole(int id)
    {
        _isAtStart &= !_lostSpace && !_hasText;
        string text = tokenizer.Text(id);
        bool losesSpace = _isAtStart && tokenizer.Leading != LeadingSpaces.Kept && tokenizer.BeginsWord(id);
        _lostSpace = losesSpace && tokenizer.Leading == LeadingSpaces.OneRemoved;
        return losesSpace ? text[1..] : text;
    }
}

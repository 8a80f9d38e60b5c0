using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Speech.Sdk.Tokens;

/// <summary>
/// Walks the JSON of tokenizer files forward. <see cref="System.Text.Json.Utf8JsonReader"/> would do, but a process that has just
/// started runs its unoptimised code, which takes 30 ms for one vocabulary; loading is most of a short command's tokenizing.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly byte[] _unescaped = new byte[4096];
    private bool _first = true;

    /// <summary>The position of the next byte to read.</summary>
    public int Position { get; private set; }

    /// <summary>Whether the next value begins with this character.</summary>
    public bool IsAt(char character)
    {
        SkipSpace();
        return Position < _json.Length && _json[Position] == character;
    }

    /// <summary>Enters an object or an array.</summary>
    public void Open(char bracket)
    {
        Expect(bracket);
        _first = true;
    }

    /// <summary>Goes to the next entry of the object or array that was entered; false, and out of it, where it ends.</summary>
    public bool Next(char closing)
    {
        if (IsAt(closing))
        {
            Position++;
            _first = false;
            return false;
        }

        if (!_first)
            Expect(',');
        _first = false;
        return true;
    }

    /// <summary>A property's name, up to its value; valid until the next string is read.</summary>
    public ReadOnlySpan<byte> Name()
    {
        ReadOnlySpan<byte> name = String();
        Expect(':');
        return name;
    }

    /// <summary>A string's UTF-8; valid until the next string is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> String()
    {
        Expect('"');
        for (int end = Position; end < _json.Length; end++)
        {
            if (_json[end] == '\\')
                return Escaped(end);
            if (_json[end] == '"')
            {
                ReadOnlySpan<byte> text = _json[Position..end];
                Position = end + 1;
                return text;
            }
        }

        throw Cut();
    }

    /// <summary>A whole number, not negative, as ids are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Number()
    {
        SkipSpace();
        int start = Position;
        long number = 0;
        while (Position < _json.Length && _json[Position] is >= (byte)'0' and <= (byte)'9' && number <= int.MaxValue)
            number = (10 * number) + _json[Position++] - '0';
        return Position > start && number <= int.MaxValue ? (int)number : throw new FormatException($"there is no id at byte {start}");
    }

    /// <summary>Passes over a value of any kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip()
    {
        SkipSpace();
        int depth = 0;
        while (Position < _json.Length)
        {
            byte current = _json[Position];
            if (depth == 0 && current is ((byte)',' or (byte)'}' or (byte)']'))
                return;
            if (current == '"')
            {
                String();
                continue;
            }

            Position++;
            if (current is (byte)'{' or (byte)'[')
                depth++;
            else if (current is ((byte)'}' or (byte)']') && --depth == 0)
                return;
        }

        throw Cut();
    }

    private ReadOnlySpan<byte> Escaped(int backslash)
    {
        int length = backslash - Position;
        Span<byte> text = _unescaped;
        if (length > text.Length)
            throw TooLong();
        _json[Position..backslash].CopyTo(text);
        Position = backslash;
        while (Position < _json.Length && length < text.Length - 4)
        {
            byte current = _json[Position++];
            if (current == '"')
                return text[..length];
            if (current == '\\')
                length += Escape().EncodeToUtf8(text[length..]);
            else
                text[length++] = current;
        }

        throw Position < _json.Length ? TooLong() : Cut();
    }

    private Rune Escape()
    {
        byte kind = Position < _json.Length ? _json[Position++] : throw Cut();
        if (kind != 'u')
        {
            int plain = "\"\\/bfnrt"u8.IndexOf(kind);
            return plain >= 0
                ? new Rune("\"\\/\b\f\n\r\t"[plain])
                : throw new FormatException($"the escape before byte {Position} is unknown");
        }

        char high = CodeUnit();
        if (!char.IsHighSurrogate(high) || !_json[Position..].StartsWith("\\u"u8))
            return Rune.TryCreate(high, out Rune single) ? single : Rune.ReplacementChar;
        Position += 2;
        return Rune.TryCreate(high, CodeUnit(), out Rune pair) ? pair : Rune.ReplacementChar;
    }

    private char CodeUnit()
    {
        ReadOnlySpan<byte> digits = _json.Slice(Position, Math.Min(4, _json.Length - Position));
        if (digits.Length < 4 || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            throw new FormatException($"at byte {Position} there are no four hexadecimal digits");
        Position += 4;
        return (char)unit;
    }

    private void Expect(char character)
    {
        if (!IsAt(character))
        {
            throw Position < _json.Length
                ? new FormatException($"expected '{character}' at byte {Position}, found '{(char)_json[Position]}'")
                : Cut();
        }

        Position++;
    }

    private void SkipSpace()
    {
        while (Position < _json.Length && _json[Position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            Position++;
    }

    private readonly FormatException TooLong() => new($"the string at byte {Position} is longer than {_unescaped.Length} bytes");

    private readonly FormatException Cut() => new($"it ends at byte {_json.Length}, inside a value");
}

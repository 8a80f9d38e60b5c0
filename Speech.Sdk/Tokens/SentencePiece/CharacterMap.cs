using System.Runtime.InteropServices;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>
/// The compiled rules by which a model rewrites text before it is cut into pieces (NFKC and the like): a double array, whose units of
/// 32 bits hold where a node's children are (offset), by which byte it is reached (label) and whether a rule ends there; its value
/// is a place among the rewritten texts, which end in 0. The format is that of the Darts-clone library.
/// </summary>
internal sealed class CharacterMap
{
    // NFKC makes at most 33 bytes of a character; a damaged file must not make a megabyte of each.
    private const int LongestText = 256;

    private readonly uint[] _units;
    private readonly byte[] _texts;

    private CharacterMap(uint[] units, byte[] texts) => (_units, _texts) = (units, texts);

    /// <summary>Reads the rules: the array's length in bytes, the array, the texts. Null where there are none.</summary>
    /// <exception cref="FormatException">They are cut off.</exception>
    public static CharacterMap? Read(ReadOnlySpan<byte> rules)
    {
        if (rules.IsEmpty)
            return null;
        uint length = rules.Length > sizeof(uint) ? MemoryMarshal.Read<uint>(rules) : uint.MaxValue;
        if (length >= rules.Length - sizeof(uint) || length < sizeof(uint))
            throw new FormatException("its rules for characters are cut off");
        ReadOnlySpan<byte> body = rules[sizeof(uint)..];
        return new CharacterMap([.. MemoryMarshal.Cast<byte, uint>(body[..(int)length])], body[(int)length..].ToArray());
    }

    /// <summary>The length of the longest beginning of a text that a rule rewrites, and as what; 0 where none does.</summary>
    public int LongestPrefix(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rewritten)
    {
        rewritten = default;
        int longest = 0;
        uint place = Offset(_units[0]);
        for (int i = 0; i < text.Length; i++)
        {
            place ^= text[i];
            if (place >= (uint)_units.Length || Label(_units[place]) != text[i])
                break;
            uint unit = _units[place];
            place ^= Offset(unit);
            if (EndsRule(unit) && place < (uint)_units.Length && TryText(Value(_units[place]), out ReadOnlySpan<byte> found))
            {
                longest = i + 1;
                rewritten = found;
            }
        }

        return longest;
    }

    private bool TryText(int start, out ReadOnlySpan<byte> found)
    {
        ReadOnlySpan<byte> rest = start < _texts.Length ? _texts.AsSpan(start, Math.Min(LongestText, _texts.Length - start)) : [];
        int end = rest.IndexOf((byte)0);
        found = rest[..Math.Max(end, 0)];
        return end >= 0;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);

    private static uint Label(uint unit) => unit & ((1u << 31) | 0xFF);

    private static bool EndsRule(uint unit) => (unit & (1u << 8)) != 0;

    private static int Value(uint unit) => (int)(unit & int.MaxValue);
}

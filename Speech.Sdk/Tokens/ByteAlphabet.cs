using System.Runtime.CompilerServices;

namespace Speech.Sdk.Tokens;

/// <summary>
/// GPT-2's way to write bytes as printable characters in vocabulary files: printable Latin-1 bytes stand for themselves, the
/// others follow from U+0100 on, so that a space is written Ġ (U+0120).
/// </summary>
internal static class ByteAlphabet
{
    private const int End = 324;

    private static readonly short[] Values = CreateValues();

    /// <summary>Turns the UTF-8 of an entry into the bytes it stands for; false where a character is not of the alphabet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryDecode(ReadOnlySpan<byte> entry, Span<byte> bytes, out int length)
    {
        short[] values = Values;
        length = 0;
        for (int i = 0; i < entry.Length;)
        {
            int character = entry[i++];
            if (character >= 0x80)
            {
                // Every character of the alphabet takes at most two bytes, so a longer sequence is not of it.
                if (character is < 0xC2 or > 0xDF || i == entry.Length)
                    return false;
                character = ((character & 0x1F) << 6) | (entry[i++] & 0x3F);
            }

            int value = character < End ? values[character] : -1;
            if (value < 0)
                return false;
            bytes[length++] = (byte)value;
        }

        return true;
    }

    private static short[] CreateValues()
    {
        short[] values = new short[End];
        values.AsSpan().Fill(-1);
        int next = 256;
        for (int value = 0; value < 256; value++)
            values[value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? value : next++] = (short)value;
        return values;
    }
}

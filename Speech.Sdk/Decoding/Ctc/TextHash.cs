using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// 64-bit hashes that stand for texts: two readings are one where their hashes are. Byte by byte, so that a word's hash does not depend
/// on the symbols that spell it.
/// </summary>
internal static class TextHash
{
    public const ulong Empty = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Append(ulong hash, byte value)
    {
        hash = (hash + value + 1) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    public static ulong Append(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            hash = Append(hash, value);
        return hash;
    }

    /// <summary>The hash of a text and one more word.</summary>
    public static ulong Join(ulong text, ulong word)
    {
        ulong hash = (BitOperations.RotateLeft(text, 23) + 0xD6E8FEB86659FD93) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 32) ^ word) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 29);
    }
}

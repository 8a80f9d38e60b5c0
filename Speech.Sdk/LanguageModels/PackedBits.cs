using System.Numerics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>Numbers of any width, bit by bit one behind the other (util/bit_packing.hh). Eight bytes of padding lie behind them.</summary>
internal readonly unsafe struct PackedBits(byte* start)
{
    /// <summary>How many bits hold numbers up to a greatest one.</summary>
    public static int WidthOf(ulong greatest) => 64 - BitOperations.LeadingZeroCount(greatest);

    /// <summary>The number of <paramref name="width"/> bits at a bit, at most 57.</summary>
    public ulong Read(ulong bit, int width) => (Unsafe.ReadUnaligned<ulong>(start + (bit >> 3)) >> (int)(bit & 7)) & ((1ul << width) - 1);

    /// <summary>The single-precision number at a bit.</summary>
    public float ReadFloat(ulong bit) => BitConverter.UInt32BitsToSingle((uint)Read(bit, 32));

    /// <summary>The number at a bit whose sign is left out because it is always negative.</summary>
    public float ReadNegativeFloat(ulong bit) => BitConverter.UInt32BitsToSingle((uint)Read(bit, 31) | 0x8000_0000);
}

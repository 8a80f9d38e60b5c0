using System.Buffers.Binary;

namespace Speech.Sdk.LanguageModels;

/// <summary>MurmurHash64A (Austin Appleby, public domain), by which KenLM's files know words.</summary>
internal static class MurmurHash
{
    private const ulong Factor = 0xC6A4A7935BD1E995;

    public static ulong Of(ReadOnlySpan<byte> key)
    {
        ulong hash = (ulong)key.Length * Factor;
        for (; key.Length >= 8; key = key[8..])
            hash = (hash ^ Scrambled(BinaryPrimitives.ReadUInt64LittleEndian(key))) * Factor;
        if (key.Length > 0)
        {
            for (int i = key.Length - 1; i >= 0; i--)
                hash ^= (ulong)key[i] << (8 * i);
            hash *= Factor;
        }

        hash = (hash ^ (hash >> 47)) * Factor;
        return hash ^ (hash >> 47);
    }

    private static ulong Scrambled(ulong block)
    {
        block *= Factor;
        return (block ^ (block >> 47)) * Factor;
    }
}

namespace Speech.Sdk.Decoding;

/// <summary>Random numbers that follow from a key alone, on every machine and version (SplitMix64: Steele, Lea, Flood 2014).</summary>
internal sealed class RandomNumbers(ulong key, int stream)
{
    private ulong _state = Mix(key + ((ulong)stream * 0x9E3779B97F4A7C15));

    /// <summary>A key that differs wherever one of the parts does.</summary>
    public static ulong Key(params ReadOnlySpan<long> parts)
    {
        ulong key = 0;
        foreach (long part in parts)
            key = Mix(key ^ (ulong)part) + 0x9E3779B97F4A7C15;
        return key;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

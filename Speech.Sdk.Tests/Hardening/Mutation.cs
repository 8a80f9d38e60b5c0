using System.Buffers.Binary;

namespace Speech.Sdk.Tests.Hardening;

/// <summary>Damages a file as accidents and attackers do: bits, sizes, cuts, parts twice or elsewhere. The same seed does the same.</summary>
internal static class Mutation
{
    private static readonly long[] Extremes = [0, 1, -1, 127, 128, 255, 256, 32767, 65535, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 40, long.MaxValue, long.MinValue];
    private static readonly string[] Numbers = ["-1", "0", "1e308", "99999999999999999999", "2147483648", "2147483647", "2000000000", "NaN", "null", "\"\"", "[]", "{}", "true"];

    /// <summary>A damaged copy of a binary file; most of the damage is near its beginning, where headers are.</summary>
    public static byte[] OfBinary(byte[] file, int seed)
    {
        Random random = new(seed);
        List<byte> bytes = [.. file];
        for (int times = random.Next(1, 5); times > 0 && bytes.Count > 0; times--)
            Damage(bytes, random);
        return [.. bytes];
    }

    /// <summary>A damaged copy of a text, of JSON above all: values replaced by others, and the damage of binary files.</summary>
    public static byte[] OfText(byte[] file, int seed)
    {
        Random random = new(seed);
        List<byte> bytes = [.. file];
        for (int times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            if (random.Next(3) == 0)
                Damage(bytes, random);
            else
                ReplaceNumber(bytes, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        int at = Place(bytes.Count, random);
        int length = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 or 3:
                Overwrite(bytes, at, Extremes[random.Next(Extremes.Length)], 1 << random.Next(4), random.Next(2) == 0);
                break;
            case 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 6:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                List<byte> part = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), part);
                break;
        }
    }

    private static int Place(int count, Random random) => random.Next(2) == 0 ? random.Next(Math.Min(count, 128)) : random.Next(count);

    private static void Overwrite(List<byte> bytes, int at, long value, int width, bool littleEndian)
    {
        Span<byte> number = stackalloc byte[8];
        if (littleEndian)
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
        else
            BinaryPrimitives.WriteInt64BigEndian(number, value << (64 - (8 * width)));
        for (int i = 0; i < width && at + i < bytes.Count; i++)
            bytes[at + i] = number[i];
    }

    private static void ReplaceNumber(List<byte> bytes, Random random)
    {
        int at = bytes.FindIndex(random.Next(bytes.Count), one => one is >= (byte)'0' and <= (byte)'9');
        if (at < 0)
            return;
        int end = at;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9' or (byte)'.')
            end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, System.Text.Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]));
    }
}

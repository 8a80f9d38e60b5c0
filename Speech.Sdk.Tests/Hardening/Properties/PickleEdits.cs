using CsCheck;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Changes a few opcodes of a pickle and leaves the others as they are, so that what reads it gets as far as a pickle's end.</summary>
internal static class PickleEdits
{
    /// <summary>What is done at a part of the pickle, by its place among all from 0 to 1.</summary>
    internal enum Kind
    {
        Replace,
        Insert,
        Remove,
        Repeat,
        ReplaceNumber,
        FlipBit,
    }

    /// <param name="opcodes">What is put in, number by number and byte by byte.</param>
    /// <param name="numbers">Opcodes that push a number.</param>
    public static Gen<Func<byte[], byte[]>> All(Gen<byte[]> opcodes, Gen<byte[]> numbers) =>
        Gen.Select(Gen.Enum<Kind>(), Gen.Double[0, 1], opcodes, numbers, Gen.Double[0, 1]).Array[1, 3].Select(edits => (Func<byte[], byte[]>)(pickle =>
        {
            List<byte[]> parts = [.. Split(pickle)];
            foreach ((Kind kind, double where, byte[] opcode, byte[] number, double from) in edits)
                Edit(parts, kind, (int)(where * (parts.Count - 1)), opcode, number, (int)(from * (parts.Count - 1)));
            return [.. parts.SelectMany(part => part)];
        }));

    private static void Edit(List<byte[]> parts, Kind kind, int at, byte[] opcode, byte[] number, int other)
    {
        switch (kind)
        {
            case Kind.Replace:
                parts[at] = opcode;
                break;
            case Kind.Insert:
                parts.Insert(at, opcode);
                break;
            case Kind.Remove when parts.Count > 1:
                parts.RemoveAt(at);
                break;
            case Kind.Repeat:
                parts.Insert(at, parts[other]);
                break;
            case Kind.ReplaceNumber when parts.FindIndex(at, IsNumber) is >= 0 and var found:
                parts[found] = number;
                break;
            case Kind.FlipBit when parts[at].Length > 0:
                byte[] changed = [.. parts[at]];
                changed[other % changed.Length] ^= (byte)(1 << (other % 8));
                parts[at] = changed;
                break;
        }
    }

    private static bool IsNumber(byte[] part) => part is [(byte)'K' or (byte)'M' or (byte)'J' or 0x8A, ..];

    private static IEnumerable<byte[]> Split(byte[] pickle)
    {
        for (int at = 0; at < pickle.Length;)
        {
            int length = LengthAt(pickle.AsSpan(at));
            yield return pickle[at..(at + length)];
            at += length;
        }
    }

    private static int LengthAt(ReadOnlySpan<byte> rest) => (char)rest[0] switch
    {
        '\u0080' or 'K' or 'q' or 'h' => 2,
        'M' => 3,
        'J' or 'r' or 'j' => 5,
        '\u0095' => 9,
        '\u008A' or '\u008C' or 'U' => 2 + rest[1],
        'X' => 5 + BitConverter.ToInt32(rest[1..]),
        'c' => rest.IndexOf((byte)'\n') is var line ? line + 2 + rest[(line + 1)..].IndexOf((byte)'\n') : 0,
        _ => 1,
    };
}

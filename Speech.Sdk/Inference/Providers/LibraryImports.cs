using System.Buffers.Binary;
using System.Text;

namespace Speech.Sdk.Inference.Providers;

/// <summary>
/// The libraries that a library's file names as needed: the DT_NEEDED entries of a 64-bit ELF file (System V ABI, chapter 5) and the import directory of a
/// 64-bit PE file (PE format, .idata). The system's loader names only the first that it misses.
/// </summary>
internal static class LibraryImports
{
    private const int LoadSegment = 1;
    private const int DynamicSegment = 2;
    private const long Needed = 1;
    private const long StringTable = 5;
    private const int ImportDirectory = 1;
    private const int DescriptorBytes = 20;

    /// <summary>Their names; empty where the file is of another kind or cannot be read.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] magic = At(file, 0, 4);
            return magic.AsSpan().SequenceEqual("\u007fELF"u8) ? OfElf(file) : magic.AsSpan(0, 2).SequenceEqual("MZ"u8) ? OfPe(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or OverflowException)
        {
            return [];
        }
    }

    private static List<string> OfElf(FileStream file)
    {
        byte[] header = At(file, 0, 64);
        long programs = Long(header, 32);
        (int size, int count) = (Short(header, 54), Short(header, 56));
        List<(long Address, long Offset, long Bytes)> loaded = [];
        byte[] dynamic = [];
        for (int index = 0; index < count; index++)
        {
            byte[] program = At(file, programs + (index * size), 56);
            if (Int(program, 0) == LoadSegment)
                loaded.Add((Long(program, 16), Long(program, 8), Long(program, 32)));
            if (Int(program, 0) == DynamicSegment)
                dynamic = At(file, Long(program, 8), checked((int)Long(program, 32)));
        }

        List<long> names = [];
        long strings = 0;
        for (int entry = 0; entry + 16 <= dynamic.Length; entry += 16)
        {
            if (Long(dynamic, entry) == Needed)
                names.Add(Long(dynamic, entry + 8));
            if (Long(dynamic, entry) == StringTable)
                strings = Long(dynamic, entry + 8);
        }

        (long address, long offset, _) = loaded.FirstOrDefault(segment => strings >= segment.Address && strings < segment.Address + segment.Bytes);
        return [.. names.Select(name => Text(file, strings - address + offset + name))];
    }

    private static List<string> OfPe(FileStream file)
    {
        long pe = Int(At(file, 0x3c, 4), 0);
        byte[] header = At(file, pe, 24);
        int optional = Short(header, 20);
        // Behind the fixed part of a 64-bit optional header comes a directory for each kind of table.
        long imports = (uint)Int(At(file, pe + 24 + 112 + (8 * ImportDirectory), 8), 0);
        byte[] sections = At(file, pe + 24 + optional, 40 * Short(header, 6));
        List<string> names = [];
        if (imports == 0)
            return names;
        for (long descriptor = Offset(imports); ; descriptor += DescriptorBytes)
        {
            long name = (uint)Int(At(file, descriptor, DescriptorBytes), 12);
            if (name == 0)
                return names;
            names.Add(Text(file, Offset(name)));
        }

        long Offset(long address)
        {
            for (int section = 0; section < sections.Length; section += 40)
            {
                (long start, long bytes) = ((uint)Int(sections, section + 12), (uint)Int(sections, section + 16));
                if (address >= start && address < start + bytes)
                    return address - start + (uint)Int(sections, section + 20);
            }

            throw new EndOfStreamException("An import lies outside all sections.");
        }
    }

    private static byte[] At(FileStream file, long offset, int bytes)
    {
        byte[] read = new byte[bytes];
        file.Position = offset;
        file.ReadExactly(read);
        return read;
    }

    private static string Text(FileStream file, long offset)
    {
        file.Position = offset;
        List<byte> text = [];
        while (file.ReadByte() is var next && next > 0)
            text.Add((byte)next);
        return Encoding.ASCII.GetString([.. text]);
    }

    private static int Short(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private static int Int(byte[] bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));

    private static long Long(byte[] bytes, int offset) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(offset));
}

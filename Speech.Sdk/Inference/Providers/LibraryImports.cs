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
    private const byte Elf64 = 2;
    private const int Pe64 = 0x20b;

    // Longer than any path; a damaged file may have no end of a name.
    private const int MostText = 4096;

    // A table of a sound library takes some hundred bytes to some thousand.
    private const int MostBytes = 1 << 16;

    /// <summary>Their names; empty where the file is of another kind or cannot be read.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] magic = At(file, 0, 4);
            return magic.AsSpan().SequenceEqual("\u007fELF"u8) ? OfElf(file) : magic.AsSpan(0, 2).SequenceEqual("MZ"u8) ? OfPe(file) : [];
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<string> OfElf(FileStream file)
    {
        byte[] header = At(file, 0, 64);
        if (header[4] != Elf64)
            return [];
        long programs = Long(header, 32);
        (int size, int count) = (Short(header, 54), Short(header, 56));
        List<(long Address, long Offset, long Bytes)> loaded = [];
        byte[] dynamic = [];
        for (int index = 0; index < count; index++)
        {
            byte[] program = At(file, Sum(programs, (long)index * size), 56);
            if (Int(program, 0) == LoadSegment)
                loaded.Add((Long(program, 16), Long(program, 8), Long(program, 32)));
            if (Int(program, 0) == DynamicSegment)
                dynamic = At(file, Long(program, 8), Long(program, 32));
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

        (long address, long offset, _) = loaded.FirstOrDefault(segment => strings >= segment.Address && strings - segment.Address < segment.Bytes);
        return [.. names.Select(name => Text(file, Sum(strings - address, Sum(offset, name))))];
    }

    private static List<string> OfPe(FileStream file)
    {
        long pe = Int(At(file, 0x3c, 4), 0);
        byte[] header = At(file, pe, 24);
        int optional = Short(header, 20);
        if (Short(At(file, pe + 24, 2), 0) != Pe64)
            return [];
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
            if (names.Count == MostBytes / DescriptorBytes)
                throw new InvalidDataException("The imports have no end.");
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

    // No more is read than there is, whatever a damaged size asks for.
    private static byte[] At(FileStream file, long offset, long bytes)
    {
        if (offset < 0 || bytes < 0 || bytes > Math.Min(MostBytes, file.Length - offset))
            throw new InvalidDataException("What is named lies outside the file.");
        byte[] read = new byte[bytes];
        file.Position = offset;
        file.ReadExactly(read);
        return read;
    }

    private static string Text(FileStream file, long offset)
    {
        byte[] text = At(file, offset, Math.Clamp(file.Length - offset, 0, MostText));
        int end = Array.IndexOf(text, (byte)0);
        return end >= 0 ? Encoding.ASCII.GetString(text, 0, end) : throw new InvalidDataException("A name has no end.");
    }

    // Two damaged numbers may add up to more than there is.
    private static long Sum(long one, long other) =>
        one >= 0 && other >= 0 && one <= long.MaxValue - other ? one + other : throw new InvalidDataException("An offset lies outside the file.");

    private static int Short(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private static int Int(byte[] bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));

    private static long Long(byte[] bytes, int offset) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(offset));
}

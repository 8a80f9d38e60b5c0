using System.IO.Compression;
using System.Text;

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>PyTorch's zip format (since 1.6): PREFIX/data.pkl names the tensors, PREFIX/data/KEY hold the elements.</summary>
internal static class PyTorchFile
{
    /// <summary>The pickle names tensors only: some hundred bytes each.</summary>
    private const int LongestPickle = 1 << 23, LongestWord = 16;

    public static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException e)
        {
            throw Broken(path, e);
        }
    }

    /// <summary>The tensors of an archive, which has to stay open while they are read.</summary>
    public static List<CheckpointTensor> Read(string path, ZipArchive archive)
    {
        try
        {
            ZipArchiveEntry pickle = archive.Entries.FirstOrDefault(entry => entry.Name == "data.pkl")
                ?? throw new InvalidDataException("it has no data.pkl");
            string prefix = pickle.FullName[..^"data.pkl".Length];
            if (archive.GetEntry(prefix + "byteorder") is { } order && ReadText(order) != "little")
                throw new InvalidDataException("its tensors are big-endian");
            using var reader = new BinaryReader(new MemoryStream(ReadAll(pickle, LongestPickle)));
            return new PickleReader(reader).Read() is Dictionary<string, object?> tensors
                ? Describe(path, archive, prefix, tensors)
                : throw new InvalidDataException("it holds no dictionary of tensors");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidCastException or EndOfStreamException or ArgumentException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            throw Broken(path, e);
        }
    }

    private static List<CheckpointTensor> Describe(string path, ZipArchive archive, string prefix, Dictionary<string, object?> tensors)
    {
        List<CheckpointTensor> found = [];
        foreach ((string name, object? value) in tensors)
        {
            if (value is not PickledTensor tensor)
                continue;
            if (!tensor.IsContiguous())
                throw new InvalidDataException($"the tensor {name} is stored with strides [{string.Join(", ", tensor.Strides)}] and not row by row");
            ElementType type = TypeOf(tensor.Storage.Type);
            ZipArchiveEntry data = archive.GetEntry($"{prefix}data/{tensor.Storage.Key}")
                ?? throw new InvalidDataException($"the data of the tensor {name} is missing");
            long start = type == ElementType.Other ? 0 : checked(tensor.Offset * CheckpointTensor.SizeOf(type));
            CheckpointTensor described = new(name, tensor.Shape, type, path, () => OpenAt(data, start));
            // torch.save packs nothing; what a damaged shape, or a length that is not there, asks for is not allocated.
            long there = Math.Min(data.Length, data.CompressedLength);
            if (start < 0 || !described.FitsInto(there - start))
                throw new InvalidDataException($"the tensor {name} has the shape [{string.Join(", ", tensor.Shape)}], and its data {there} bytes");
            found.Add(described);
        }

        return found;
    }

    private static ElementType TypeOf(string storage) => storage switch
    {
        "torch.HalfStorage" => ElementType.Float16,
        "torch.BFloat16Storage" => ElementType.BFloat16,
        "torch.FloatStorage" => ElementType.Float32,
        "torch.DoubleStorage" => ElementType.Float64,
        _ => ElementType.Other,
    };

    private static Stream OpenAt(ZipArchiveEntry entry, long start)
    {
        Stream stream = entry.Open();
        Span<byte> skipped = stackalloc byte[4096];
        while (start > 0)
        {
            Span<byte> part = skipped[..(int)Math.Min(skipped.Length, start)];
            stream.ReadExactly(part);
            start -= part.Length;
        }

        return stream;
    }

    private static string ReadText(ZipArchiveEntry entry) => Encoding.ASCII.GetString(ReadAll(entry, LongestWord)).Trim();

    /// <summary>Unpacks an entry, but no more of it than it may hold: a packed one may be a thousand times as long.</summary>
    private static byte[] ReadAll(ZipArchiveEntry entry, int longest)
    {
        using Stream stream = entry.Open();
        using MemoryStream all = new();
        byte[] part = new byte[4096];
        for (int read = stream.Read(part); read > 0; read = stream.Read(part))
        {
            all.Write(part, 0, read);
            if (all.Length > longest)
                throw new InvalidDataException($"its {entry.Name} has more than {longest} bytes");
        }

        return all.ToArray();
    }

    private static ModelFolderException Broken(string path, Exception reason) => new(
        $"{path} is not a PyTorch checkpoint in the zip format: {reason.Message.TrimEnd('.')}. Download it again, or take the safetensors version of the model.", reason);
}

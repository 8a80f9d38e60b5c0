using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Speech.Sdk.Tests.Export;

/// <summary>Writes float32 checkpoints as torch.save does: a zip with a pickle of protocol 2 and one file a tensor.</summary>
internal static class PyTorchWriter
{
    private const string Pickle = "archive/data.pkl";

    public static void Write(string path, IEnumerable<(string Name, long[] Shape, float[] Values)> tensors)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var pickle = new MemoryStream();
        using var writer = new BinaryWriter(pickle);
        writer.Write([0x80, 2, (byte)'}', (byte)'(']);
        int key = 0;
        foreach ((string name, long[] shape, float[] values) in tensors)
        {
            Text(writer, name);
            Global(writer, "torch._utils", "_rebuild_tensor_v2");
            writer.Write("(("u8);
            Text(writer, "storage");
            Global(writer, "torch", "FloatStorage");
            Text(writer, $"{key}");
            Text(writer, "cpu");
            Int(writer, values.Length);
            writer.Write("tQ"u8);
            Int(writer, 0);
            Tuple(writer, shape);
            Tuple(writer, [.. shape.Select((_, i) => shape.Skip(i + 1).Aggregate(1L, (a, b) => a * b))]);
            writer.Write([0x89, (byte)'}', (byte)'t', (byte)'R']);
            Entry(archive, $"archive/data/{key++}", MemoryMarshal.AsBytes<float>(values).ToArray());
        }

        writer.Write("u."u8);
        Entry(archive, Pickle, pickle.ToArray());
    }

    /// <summary>The pickle of an archive.</summary>
    public static byte[] ReadPickle(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using Stream pickle = archive.GetEntry(Pickle)!.Open();
        using MemoryStream bytes = new();
        pickle.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Puts another pickle in the place of an archive's own.</summary>
    public static void ReplacePickle(string path, byte[] pickle)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update);
        archive.GetEntry(Pickle)!.Delete();
        Entry(archive, Pickle, pickle);
    }

    /// <summary>An archive whose pickle is given.</summary>
    public static void WritePickle(string path, byte[] pickle)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Entry(archive, Pickle, pickle);
    }

    private static void Entry(ZipArchive archive, string name, byte[] data)
    {
        using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(data);
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write((byte)'X');
        writer.Write(text.Length);
        writer.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void Global(BinaryWriter writer, string module, string name) => writer.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    private static void Int(BinaryWriter writer, long value)
    {
        writer.Write((byte)'J');
        writer.Write((int)value);
    }

    private static void Tuple(BinaryWriter writer, long[] values)
    {
        writer.Write((byte)'(');
        Array.ForEach(values, value => Int(writer, value));
        writer.Write((byte)'t');
    }
}

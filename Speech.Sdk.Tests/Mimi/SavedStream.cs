using System.Runtime.InteropServices;
using Speech.Sdk.Models.KyutaiStt.Codec;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>What a codec saves of a stream: five sizes, the position, then the floats that it carries on, the convolutions' first.</summary>
internal static class SavedStream
{
    private const int PositionAt = 5 * sizeof(int);
    private const int FloatsAt = PositionAt + sizeof(long);

    public static byte[] Of(FrameEncoder encoder, int row = 0) => Write(target => encoder.Save(row, target));

    public static byte[] Of(RecordingEncoder encoder) => Write(encoder.Save);

    public static void Restore(FrameEncoder encoder, int row, byte[] saved)
    {
        using var source = new BinaryReader(new MemoryStream(saved));
        encoder.Restore(row, source);
    }

    public static byte[] Forward(byte[] saved, long columns)
    {
        byte[] later = [.. saved];
        MemoryMarshal.Write(later.AsSpan(PositionAt), MemoryMarshal.Read<long>(later.AsSpan(PositionAt)) + columns);
        return later;
    }

    /// <summary>The transformer's last columns, which the last convolution still sees and which lie behind the other convolutions'.</summary>
    public static float[][] LastColumns(byte[] saved, int width)
    {
        ReadOnlySpan<float> context = MemoryMarshal.Cast<byte, float>(saved.AsSpan(FloatsAt))[..MemoryMarshal.Read<int>(saved)];
        return [context[^(2 * width)..^width].ToArray(), context[^width..].ToArray()];
    }

    private static byte[] Write(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}

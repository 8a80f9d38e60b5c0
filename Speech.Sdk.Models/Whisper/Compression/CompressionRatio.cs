using System.Buffers;
using System.Text;

namespace Speech.Sdk.Models.Whisper;

/// <summary>
/// How repetitive a text is: openai-whisper takes a window whose ratio is above 2.4 for a loop. The length is the one of the
/// original zlib, computed here, because .NET compresses with zlib-ng, whose lengths differ in every third text, by up to
/// 14 %, and depend on the processor.
/// </summary>
internal static class CompressionRatio
{
    /// <summary>UTF-8 bytes of the text over their length when compressed by zlib at level 6; 0 for no text.</summary>
    public static double Of(string text)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, utf8);
        double ratio = Of(utf8.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(utf8);
        return ratio;
    }

    /// <summary>The number of bytes over their length when compressed by zlib at level 6.</summary>
    public static double Of(ReadOnlySpan<byte> bytes) => (double)bytes.Length / ZlibLength.Of(bytes);
}

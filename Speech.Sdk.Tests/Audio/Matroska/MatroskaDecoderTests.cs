using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Matroska;

namespace Speech.Sdk.Tests.Audio.Matroska;

/// <summary>Matroska and WebM of Opus and Vorbis without any ffmpeg: the samples of other decoders, whatever wrote the file.</summary>
internal sealed class MatroskaDecoderTests
{
    private static readonly byte[] Opus = AudioData.Bytes("webm_opus.webm"), Vorbis = AudioData.Bytes("mka_vorbis.mka");

    [TestCase("-ac 1 -c:a libopus -b:a 32k -f webm -live 1", "libopus", 60, Description = "Lengths unknown, as browsers write them.")]
    [TestCase("-ac 1 -c:a libopus -cluster_time_limit 300 -f webm", "libopus", 60, Description = "Many clusters.")]
    [TestCase("-ac 2 -c:a libvorbis -f matroska", "vorbis", 100)]
    public void Decode_Speech_GivesWhatFfmpegGives(string encoding, string decoder, int decibels)
    {
        byte[] file = EncodedSpeech.Encode(encoding);

        Decoding decoding = Natively(file);

        Assert.That(decoding.Warnings, Is.Empty);
        EncodedSpeech.AssertDecodedLike(decoder, file, decibels, decoding.Samples);
    }

    [Test]
    public void Decode_Opus_GivesTheSamplesOfTheSamePacketsInOgg()
    {
        Decoding decoding = Natively(Opus);

        Assert.That(decoding.Format, Is.EqualTo(new AudioFormat("Matroska Opus", 48000, 1)));
        Assert.That(decoding.Samples, Is.EqualTo(Natively(AudioData.Bytes("ogg_opus.opus")).Samples));
    }

    [Test]
    public void Decode_Vorbis_GivesTheSamplesOfTheSamePacketsInOgg()
    {
        Decoding decoding = Natively(Vorbis);

        Assert.That(decoding.Format, Is.EqualTo(new AudioFormat("Matroska Vorbis", 16000, 1)));
        Assert.That(decoding.Samples, Is.EqualTo(Natively(AudioData.Bytes("ogg_vorbis.ogg")).Samples));
    }

    [Test]
    public void ReadAll_FromFileBytesAndPipe_GivesTheSame()
    {
        float[] samples = AudioSource.FromFile(AudioData.Path("webm_opus.webm")).ReadAll(16000);

        Assert.That(samples, Has.Length.EqualTo(6400));
        Assert.That(AudioSource.FromBytes(Opus).ReadAll(16000), Is.EqualTo(samples));
        Assert.That(AudioSource.FromStream(new PipeStream(new MemoryStream(Opus))).ReadAll(16000), Is.EqualTo(samples));
    }

    // Two packets of the recording in one block, their lengths told in each of the ways there are.
    [TestCase(0x02, new byte[] { 1, 255, 255, 10 }, 520, Description = "As in Ogg.")]
    [TestCase(0x06, new byte[] { 1, 0x42, 0x08 }, 520, Description = "As numbers of Matroska.")]
    [TestCase(0x04, new byte[] { 1 }, 520, Description = "Equal.")]
    public void Read_LacedBlock_GivesItsPackets(byte flags, byte[] lengths, int length)
    {
        byte[] first = [.. Enumerable.Repeat((byte)1, length)], second = [.. Enumerable.Repeat((byte)2, length)];

        MatroskaBlock block = MatroskaBlock.Read([0x81, 0, 0, flags, .. lengths, .. first, .. second]);

        Assert.That(block.Track, Is.EqualTo(1));
        Assert.That(block.Packets, Is.EqualTo(new[] { first, second }));
    }

    [Test]
    public void Split_DifferencesOfLengths_AddUp() => Assert.That(
        Lacing.Split([2, 0x83, 0xBE, 1, 1, 1, 2, 2, 3], 3),
        Is.EqualTo(new byte[][] { [1, 1, 1], [2, 2], [3] }));

    [Test]
    public void Decode_JoinedFiles_GivesOneAfterTheOther()
    {
        float[] once = Natively(Opus).Samples;

        Assert.That(Natively([.. Opus, .. Opus]).Samples, Is.EqualTo(once.Concat(once)));
        Assert.That(() => Natively([.. Opus, .. Vorbis]), Throws.TypeOf<AudioFormatException>().With.Message.Contains("goes on with something else"));
    }

    [Test]
    public void Decode_CutOff_GivesWhatIsThereAndSaysSo()
    {
        Decoding decoding = Natively(Opus[..^200]);

        float[] whole = Natively(Opus).Samples;
        Assert.That(decoding.Samples, Has.Length.InRange(whole.Length / 2, whole.Length - 960));
        Assert.That(decoding.Samples, Is.EqualTo(whole[..decoding.Samples.Length]));
        Assert.That(decoding.Warnings, Has.Some.StartsWith("the recording has no end: it was cut off"));
    }

    [Test]
    public void Decode_JunkBeforeACluster_IsLeftOutAndTold()
    {
        int cluster = Opus.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1F, 0x43, 0xB6, 0x75]);

        Decoding decoding = Natively([.. Opus[..cluster], 0, 0x1F, 0, 0, .. Opus[cluster..]]);

        Assert.That(decoding.Samples, Is.EqualTo(Natively(Opus).Samples));
        Assert.That(decoding.Warnings, Has.Some.EqualTo("4 bytes belong to no element of Matroska; they were left out."));
    }

    private static Decoding Natively(byte[] bytes) => Decoding.Natively(AudioSource.FromBytes(bytes));
}

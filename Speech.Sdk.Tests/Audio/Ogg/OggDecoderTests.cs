using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Tests.Audio.Ogg;

/// <summary>Ogg Opus and Vorbis without any ffmpeg: the samples of the reference decoders, whole, joined, damaged and cut off.</summary>
internal sealed class OggDecoderTests
{
    private const int OpusFrame = 960, OpusPreSkip = 312;

    private static readonly byte[] Opus = AudioData.Bytes("ogg_opus.opus"), Vorbis = AudioData.Bytes("ogg_vorbis.ogg");

    // libopus 1.3.1, by ffmpeg -c:a libopus -f s16le; ffmpeg's own decoder brings the 16 kHz inside to 48 kHz by another filter.
    [TestCase("ogg_opus.opus", 1, "9cb7ca599de3a6ca9577182f19d317e168b389a0799c9e1c2d189627377157e9")]
    [TestCase("ogg_opus_stereo.ogg", 2, "193ef36bc415ccab011ea2c5ef37318fa48658ffa10c58d56211537d12eee894")]
    public void Decode_OpusSpeech_GivesTheReferenceDecodersSamples(string file, int channels, string sha256)
    {
        Decoding decoding = Decoding.Natively(AudioSource.FromFile(AudioData.Path(file)));

        short[] samples = Array.ConvertAll(decoding.Samples, sample => (short)(sample * 32768));
        Assert.That(decoding.Format, Is.EqualTo(new AudioFormat("Ogg Opus", 48000, channels)));
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(samples.AsSpan()))), Is.EqualTo(sha256));
        Assert.That(decoding.Warnings, Is.Empty);
    }

    [Test]
    public void Decode_VorbisSpeech_GivesWhatOtherDecodersGive()
    {
        Decoding decoding = Decoding.Natively(AudioSource.FromFile(AudioData.Path("ogg_vorbis.ogg")));

        // ffmpeg's samples, whose last one is 6144 - 1; libsndfile's number of frames.
        Assert.That(decoding.Format, Is.EqualTo(new AudioFormat("Ogg Vorbis", 16000, 1)));
        Assert.That(decoding.Frames, Is.EqualTo(6400));
        Assert.That(decoding.Samples[..3], Is.EqualTo(new[] { 0.0017773235f, 0.0015201904f, 0.0024630176f }).Within(1e-6f));
        Assert.That(decoding.Samples[6141..6144], Is.EqualTo(new[] { 0.1506021619f, 0.1056520715f, 0.3274648190f }).Within(1e-6f));
        Assert.That(decoding.Warnings, Is.Empty);
    }

    [TestCase("-ac 1 -ar 16000 -c:a libvorbis -q:a 0")]
    [TestCase("-ac 2 -ar 44100 -c:a libvorbis -q:a 8")]
    [TestCase("-ac 2 -ar 8000 -c:a libvorbis")]
    public void Decode_Vorbis_GivesWhatFfmpegGives(string encoding) => AssertNear(encoding, "vorbis", 100);

    [TestCase("-ac 1 -c:a libopus -b:a 10k", 200, Description = "Speech of low rate: bit for bit.")]
    [TestCase("-ac 1 -c:a libopus -b:a 12k -application voip", 50, Description = "The bandwidth changes, which versions of the reference smooth differently.")]
    [TestCase("-ac 1 -c:a libopus -b:a 32k -frame_duration 60", 60, Description = "Integers here, floats there.")]
    [TestCase("-ac 2 -c:a libopus -b:a 96k", 60)]
    [TestCase("-ac 1 -c:a libopus -b:a 64k -frame_duration 2.5 -application lowdelay", 60)]
    public void Decode_Opus_GivesWhatTheReferenceDecoderGives(string encoding, int decibels) => AssertNear(encoding, "libopus", decibels);

    [TestCase("ogg_opus.opus")]
    [TestCase("ogg_vorbis.ogg")]
    public void ReadAll_FromFileBytesAndPipe_GivesTheSame(string file)
    {
        byte[] bytes = AudioData.Bytes(file);
        float[] samples = AudioSource.FromFile(AudioData.Path(file)).ReadAll(16000);

        Assert.That(samples, Has.Length.EqualTo(6400));
        Assert.That(AudioSource.FromBytes(bytes).ReadAll(16000), Is.EqualTo(samples));
        Assert.That(AudioSource.FromStream(new PipeStream(new MemoryStream(bytes))).ReadAll(16000), Is.EqualTo(samples));
    }

    [TestCase("ogg_opus.opus")]
    [TestCase("webm_opus.webm")]
    public void Open_FromAPipe_WaitsForNoMoreThanItNeeds(string file)
    {
        byte[] bytes = AudioData.Bytes(file);
        MemoryStream inner = new([.. Enumerable.Repeat(bytes, 50).SelectMany(copy => copy)]);

        using AudioReader reader = AudioSource.FromStream(new PipeStream(inner)).Open(16000);
        Assert.That(reader.Read(new float[1000]), Is.EqualTo(1000));

        Assert.That(inner.Position, Is.LessThanOrEqualTo(2 * bytes.Length));
    }

    [TestCase("ogg_opus.opus")]
    [TestCase("ogg_vorbis.ogg")]
    public void Decode_PacketsInOtherPages_GivesTheSame(string file)
    {
        byte[] bytes = AudioData.Bytes(file);
        (List<byte[]> packets, List<long> granules) = OggFile.Read(bytes).ToPackets();

        AssertWhole(Natively(OggFile.OfPackets(packets, granules).Write()), Natively(bytes).Samples);
    }

    [TestCase("ogg_opus.opus")]
    [TestCase("ogg_vorbis.ogg")]
    public void Decode_JoinedFiles_GivesOneAfterTheOther(string file)
    {
        byte[] bytes = AudioData.Bytes(file);
        float[] once = Natively(bytes).Samples;

        AssertWhole(Natively([.. bytes, .. bytes]), [.. once, .. once]);
    }

    [Test]
    public void Decode_JoinedFilesOfOtherCodecsOrFormats_SaysWhereItChanges()
    {
        Assert.That(() => Natively([.. Opus, .. Vorbis]), Throws.TypeOf<AudioFormatException>().With.Message.Contains("goes on with something else than Opus"));
        Assert.That(() => Natively([.. Opus, .. AudioData.Bytes("ogg_opus_stereo.ogg")]),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("goes on with 48000 Hz and 2 channels after 0.400 s of 48000 Hz and 1"));
    }

    [Test]
    public void Decode_BesideAnotherStream_PassesThatOver()
    {
        List<OggFile.Page> vorbis = OggFile.Read(Vorbis).Pages;
        OggFile.Page[] other = [.. vorbis.Select((page, i) => page with { Serial = 5, Body = [.. Enumerable.Repeat((byte)i, page.Body.Length)] })];

        OggFile both = new([other[0], vorbis[0], other[1], vorbis[1], other[2], vorbis[2], other[2] with { Sequence = 3 }]);

        AssertWhole(Natively(both.Write()), Natively(Vorbis).Samples);
    }

    [Test]
    public void Decode_CommentsLongerThanAPage_GivesTheSame()
    {
        (List<byte[]> packets, List<long> granules) = OggFile.Read(Vorbis).ToPackets();
        packets[1] = [.. packets[1], .. new byte[200_000]];

        AssertWhole(Natively(OggFile.OfPackets(packets, granules).Write()), Natively(Vorbis).Samples);
    }

    [Test]
    public void Decode_CutOutOfALongerStream_BeginsWhereItsFirstPageDoes()
    {
        (List<byte[]> packets, List<long> granules) = OpusPackets();

        AssertWhole(Natively(OggFile.OfPackets(packets, [0, 0, .. granules.Skip(2).Select(granule => granule + 123_456_789)]).Write()), Natively(Opus).Samples);
    }

    [Test]
    public void Decode_PagesThatNeverSayWhereTheyEnd_GivesAllThatThereIs()
    {
        (List<byte[]> packets, _) = OpusPackets();
        byte[][] many = [.. packets[..2], .. Enumerable.Repeat(packets.Skip(2), 60).SelectMany(copy => copy)];

        using AudioDecoder decoder = AudioSource.FromBytes(OggFile.OfPackets(many, [.. many.Select(_ => -1L)]).Write()).OpenDecoder(Decoding.NoFfmpeg);
        List<int> blocks = [];
        for (int length = decoder.ReadBlock().Length; length > 0; length = decoder.ReadBlock().Length)
            blocks.Add(length);

        Assert.That(blocks.Sum(), Is.EqualTo(((many.Length - 2) * OpusFrame) - OpusPreSkip));
        Assert.That(blocks, Has.Count.EqualTo(2), "In parts, not as long as the file.");
    }

    [Test]
    public void Decode_Gain_IsApplied()
    {
        OggFile file = OggFile.Read(Opus);
        BinaryPrimitives.WriteInt16LittleEndian(file.Pages[0].Body.AsSpan(16), -6 * 256);

        float factor = MathF.Pow(10, -6 / 20f);
        Assert.That(Natively(file.Write()).Samples, Is.EqualTo(Array.ConvertAll(Natively(Opus).Samples, sample => sample * factor)).Within(1e-7f));
    }

    [Test]
    public void Decode_MissingPackets_SaysHowMuch()
    {
        (List<byte[]> packets, List<long> granules) = OpusPackets();
        OggFile file = OggFile.OfPackets(packets, granules);
        file.Pages.RemoveRange(8, 3);

        Decoding decoding = Natively(file.Write());

        Assert.That(decoding.Samples, Has.Length.EqualTo(Natively(Opus).Samples.Length - (3 * OpusFrame)));
        Assert.That(decoding.Warnings, Is.EqualTo(new[] { "0.060 s are missing; the times of what follows them are too early." }));
    }

    [Test]
    public void Decode_DamagedPageAndJunk_ReadsTheRestAndSaysSo()
    {
        (List<byte[]> packets, List<long> granules) = OpusPackets();
        List<OggFile.Page> pages = OggFile.OfPackets(packets, granules).Pages;
        byte[] damaged = pages[8].Write();
        damaged[^1] ^= 1;

        Decoding decoding = Natively([.. Bytes(pages[..8]), .. damaged, .. "OggS, they say"u8, .. Bytes(pages[9..])]);

        Assert.That(decoding.Samples, Has.Length.EqualTo(Natively(Opus).Samples.Length - OpusFrame));
        Assert.That(decoding.Warnings, Is.EqualTo(new[]
        {
            $"{damaged.Length + 14} bytes belong to no whole page of Ogg; they were left out.", "0.020 s are missing; the times of what follows them are too early.",
        }));
    }

    [TestCase(0, Description = "Between two pages.")]
    [TestCase(20, Description = "Within a page.")]
    public void Decode_CutOff_GivesWhatIsThereAndSaysSo(int left)
    {
        (List<byte[]> packets, List<long> granules) = OpusPackets();
        List<OggFile.Page> pages = OggFile.OfPackets(packets, granules).Pages;

        Decoding decoding = Natively([.. Bytes(pages[..12]), .. pages[12].Write()[..left]]);

        Assert.That(decoding.Samples, Has.Length.EqualTo((10 * OpusFrame) - OpusPreSkip));
        Assert.That(decoding.Warnings, Is.EqualTo(new[] { "the recording has no end: it was cut off, or is still being written; what is there was read." }));
    }

    [Test]
    public void Decode_PacketThatIsNone_IsLeftOutAndTold()
    {
        (List<byte[]> packets, List<long> granules) = OpusPackets();
        packets[9] = [];

        Assert.That(Natively(OggFile.OfPackets(packets, granules).Write()).Warnings, Is.EqualTo(new[] { "1 packets could not be decoded." }));
    }

    [Test]
    public void Open_CutOffWithinItsHeaders_SaysSo()
    {
        OggFile file = OggFile.Read(Vorbis);

        Assert.That(() => Natively(file.Pages[0].Write()),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("Ogg Vorbis cut off within its headers; copy or export"));
    }

    [Test]
    public void Open_CodebookThatClaimsMillionsOfEntries_IsRefused()
    {
        (List<byte[]> packets, List<long> granules) = OggFile.Read(Vorbis).ToPackets();

        // Sixteen million codewords of one length: eight bytes for a table of a gigabyte.
        packets[2] = [.. packets[2].AsSpan(0, 8), 0x42, 0x43, 0x56, 1, 0, 0xFF, 0xFF, 0xFF, 0x01 | (5 << 1), 0xFC, 0xFF, 0xFF, .. new byte[40]];

        Assert.That(() => Natively(OggFile.OfPackets(packets, granules).Write()),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("Ogg Vorbis with headers that are broken ("));
    }

    private static Decoding Natively(byte[] bytes) => Decoding.Natively(AudioSource.FromBytes(bytes));

    private static void AssertWhole(Decoding decoding, float[] samples)
    {
        Assert.That(decoding.Warnings, Is.Empty);
        Assert.That(decoding.Samples, Is.EqualTo(samples));
    }

    private static byte[] Bytes(IEnumerable<OggFile.Page> pages) => new OggFile(pages).Write();

    /// <summary>The packets of the Opus recording, each of which says where it ends.</summary>
    private static (List<byte[]> Packets, List<long> Granules) OpusPackets()
    {
        (List<byte[]> packets, List<long> granules) = OggFile.Read(Opus).ToPackets();
        for (int i = 2; i < packets.Count - 1; i++)
            granules[i] = (i - 1) * OpusFrame;
        return (packets, granules);
    }

    private static void AssertNear(string encoding, string decoder, int decibels)
    {
        byte[] file = EncodedSpeech.Encode(encoding + " -f ogg");

        Decoding decoding = Natively(file);

        Assert.That(decoding.Warnings, Is.Empty);
        EncodedSpeech.AssertDecodedLike(decoder, file, decibels, decoding.Samples);
    }
}

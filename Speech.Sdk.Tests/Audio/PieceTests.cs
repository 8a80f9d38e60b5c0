using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Codecs;

namespace Speech.Sdk.Tests.Audio;

/// <summary>FLAC and MP3 decoded in pieces give the bits that they give in one.</summary>
internal sealed class PieceTests
{
    [TestCase(1)]
    [TestCase(5)]
    public void Mp3_InPieces_GivesTheSameBits(int pieceFrames)
    {
        byte[] bytes = AudioData.Bytes("mp3_cbr_mono.mp3");

        Assert.That(DecodeMp3(bytes, pieceFrames), Is.EqualTo(DecodeMp3(bytes, int.MaxValue / 2)).And.Length.EqualTo(6400));
    }

    [TestCase("-ar 16000 -ac 1 -b:a 8k", Description = "Frames of 36 bytes lean on many before them.")]
    [TestCase("-ar 44100 -ac 2 -q:a 2", Description = "Variable bit rate, joint stereo.")]
    [TestCase("-ar 48000 -ac 2 -b:a 320k", Description = "The largest frames.")]
    [TestCase("-ar 22050 -ac 1 -b:a 24k -write_xing 0", Description = "Without a header frame.")]
    public void Mp3_LongerThanAPiece_GivesTheSameBits(string encoding)
    {
        byte[] bytes = EncodedSpeech.Encode($"-id3v2_version 0 {encoding} -f mp3");

        float[] whole = DecodeMp3(bytes, int.MaxValue / 2);

        Assert.That(DecodeMp3(bytes, 256).AsSpan().SequenceEqual(whole), "the default");
        Assert.That(DecodeMp3(bytes, 37).AsSpan().SequenceEqual(whole), "37 frames");
        Assert.That(whole, Has.Length.GreaterThan(30 * 16000));
    }

    [TestCase("-ar 16000 -ac 1 -sample_fmt s16", Description = "The usual.")]
    [TestCase("-ar 48000 -ac 6 -sample_fmt s32 -bits_per_raw_sample 24 -compression_level 8", Description = "24 bits, 5.1.")]
    [TestCase("-ar 44100 -ac 2 -sample_fmt s16 -frame_size 300", Description = "Many small frames.")]
    public void Flac_LongerThanAPiece_GivesTheSameBits(string encoding)
    {
        byte[] bytes = EncodedSpeech.Encode($"{encoding} -f flac");

        float[] whole = DecodeFlac(bytes, int.MaxValue / 2);

        Assert.That(DecodeFlac(bytes, 1 << 17).AsSpan().SequenceEqual(whole), "the default");
        Assert.That(DecodeFlac(bytes, 10000).AsSpan().SequenceEqual(whole), "10000 samples");
        Assert.That(whole, Has.Length.GreaterThan(30 * 16000));
    }

    private static float[] DecodeMp3(byte[] bytes, int pieceFrames)
    {
        var input = new AudioInput(new MemoryStream(bytes), "mp3", true);
        input.Skip(MpegFrameReader.TagLength(input.Peek(10)));
        Assert.That(MpegFrameReader.TryFind(input.Peek(AudioInput.LookAhead), out int offset, out MpegFrameHeader first));
        return Drain(new MpegDecoder(input, offset, first, pieceFrames));
    }

    private static float[] DecodeFlac(byte[] bytes, int pieceFrames) =>
        Drain(new FlacDecoder(new AudioInput(new MemoryStream(bytes), "flac", true), pieceFrames));

    private static float[] Drain(AudioDecoder decoder)
    {
        using (decoder)
        {
            List<float> samples = [];
            for (ReadOnlySpan<float> block = decoder.ReadBlock(); !block.IsEmpty; block = decoder.ReadBlock())
                samples.AddRange(block);
            Assert.That(decoder.Warnings, Is.Empty);
            return [.. samples];
        }
    }
}

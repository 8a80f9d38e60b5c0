using Speech.Sdk.Audio.Codecs;
using Speech.Sdk.Audio.Ffmpeg;
using Speech.Sdk.Audio.Matroska;
using Speech.Sdk.Audio.Ogg;
using Speech.Sdk.Audio.Packets;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Audio;

/// <summary>Tells from a recording's first bytes what it is, and opens the decoder for it.</summary>
internal static class AudioContent
{
    private const string Unknown = "content of no known audio format";

    /// <summary>Opens the decoder, which from then on owns the input.</summary>
    public static AudioDecoder Open(AudioInput input, FfmpegLocator ffmpeg)
    {
        if (input.Peek(1).IsEmpty)
            throw input.Error("the file is empty (0 bytes); give a recording.");
        SkipTags(input);
        if (WavHeader.Matches(input.Peek(12)))
        {
            WavHeader header = WavHeader.Read(input);
            if (WavDecoder.TryOpen(input, header) is { } wav)
                return wav;
            if (input.Path is null && !input.TryRewind())
                throw input.Error($"{header.Format.Codec} behind a header that is too long for a stream; give it as a file.");
            return FfmpegDecoder.Open(input, header.Format.Codec, ffmpeg);
        }

        if (input.Peek(4).SequenceEqual("fLaC"u8))
            return new FlacDecoder(input);

        if (TryOpenPackets(input) is { } packets)
            return packets;

        ReadOnlySpan<byte> start = input.Peek(AudioInput.LookAhead);
        if (ContainerName.Of(start) is string container)
            return FfmpegDecoder.Open(input, container, ffmpeg);
        if (MpegFrameReader.TryFind(start, out int offset, out MpegFrameHeader first))
            return new MpegDecoder(input, offset, first);
        if (ffmpeg.Find() is null)
            throw input.Error($"{Unknown}; give a WAV, FLAC, MP3, Ogg or WebM file, or install ffmpeg for others.");
        return FfmpegDecoder.Open(input, Unknown, ffmpeg);
    }

    /// <summary>Opens the decoder of a container whose packets are decoded here, which is given as it comes; null for what is none.</summary>
    public static AudioDecoder? TryOpenPackets(AudioInput input) =>
        OggStart.CodecOf(input) is var codec and not PacketCodec.Other ? new OggDecoder(input, codec)
        : MatroskaStart.TrackOf(input) is { } track ? new MatroskaDecoder(input, track)
        : null;

    /// <summary>ID3v2 stands before MP3 and, against the rules, before FLAC; what follows does without.</summary>
    private static void SkipTags(AudioInput input)
    {
        for (int length = TagLength(input); length > 0; length = TagLength(input))
        {
            if (!input.Skip(length) || input.Peek(1).IsEmpty)
                throw input.Error($"ends within or behind an ID3 tag of {length} bytes, so it holds no audio; copy or export the recording again.");
        }
    }

    private static int TagLength(AudioInput input)
    {
        ReadOnlySpan<byte> start = input.Peek(10);
        return start.StartsWith("ID3"u8) ? MpegFrameReader.TagLength(start) : 0;
    }
}

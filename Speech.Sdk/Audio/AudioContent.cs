using Speech.Sdk.Audio.Ffmpeg;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Audio;

/// <summary>Tells from a recording's first bytes what it is, and opens the decoder for it.</summary>
internal static class AudioContent
{
    public static AudioDecoder Open(AudioInput input, FfmpegLocator ffmpeg)
    {
        ReadOnlySpan<byte> start = input.Peek(16);
        if (start.IsEmpty)
            throw input.Error("the file is empty (0 bytes); give a recording.");
        if (WavHeader.Matches(start))
        {
            WavHeader header = WavHeader.Read(input);
            return WavDecoder.TryOpen(input, header) ?? OpenWithFfmpeg(input, header.Format.Codec, ffmpeg);
        }

        return OpenWithFfmpeg(input, "unrecognised content", ffmpeg);
    }

    private static AudioDecoder OpenWithFfmpeg(AudioInput input, string content, FfmpegLocator ffmpeg)
    {
        if (input.Path is null && !input.TryRewind())
            throw input.Error($"{content} behind a header that is too long for a stream; give it as a file, or as WAV, FLAC or MP3.");
        return FfmpegDecoder.Open(input, content, ffmpeg);
    }
}

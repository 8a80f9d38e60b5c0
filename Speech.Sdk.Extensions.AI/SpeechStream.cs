using Speech.Sdk.Audio;

namespace Speech.Sdk.Extensions.AI;

/// <summary>
/// A client's stream: an audio file of any format, or, where a sample rate is given and it does not begin as a file of a known format, 16-bit samples of one
/// channel. It is the caller's and never disposed here.
/// </summary>
internal sealed class SpeechStream
{
    private readonly Stream _stream;
    private readonly int? _rawRate;

    private SpeechStream(Stream stream, int? rawRate) => (_stream, _rawRate) = (stream, rawRate);

    /// <summary>Looks at its first bytes.</summary>
    public static async Task<SpeechStream> OpenAsync(Stream stream, int? sampleRate, CancellationToken cancellationToken)
    {
        byte[] start = new byte[FileStart.FrameBytes];
        int length = await stream.ReadAtLeastAsync(start.AsMemory(0, FileStart.Bytes), FileStart.Bytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        // More is awaited only where it has to be: samples may be still to be spoken.
        if (sampleRate is not null && FileStart.MayBeFrame(start.AsSpan(0, length)))
            length += await stream.ReadAtLeastAsync(start.AsMemory(length), start.Length - length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        int? rawRate = FileStart.IsFile(start.AsSpan(0, length)) ? null : sampleRate;
        return new SpeechStream(new PrefixedStream(start.AsMemory(0, length), stream), rawRate);
    }

    /// <summary>Whether it is samples without a header.</summary>
    public bool IsRaw => _rawRate is not null;

    public AudioSource AsRecording() => _rawRate is { } rate ? AudioSource.FromRawStream(_stream, rate) : AudioSource.FromStream(_stream);

    /// <summary>As audio that may still be arriving.</summary>
    public LiveAudio AsLive() => _rawRate is { } rate ? LiveAudio.FromRawStream(_stream, rate) : LiveAudio.FromAnyStream(_stream);
}

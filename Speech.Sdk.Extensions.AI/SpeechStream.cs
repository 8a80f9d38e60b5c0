using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Extensions.AI;

/// <summary>
/// A client's stream: an audio file of any format, or, where a sample rate is given and it does not begin as a file of a known format, 16-bit samples of one
/// channel. It is the caller's and never disposed here.
/// </summary>
internal sealed class SpeechStream
{
    private readonly Stream _stream;
    private readonly int? _rawRate;
    private readonly bool _isWav;

    private SpeechStream(Stream stream, int? rawRate, bool isWav) => (_stream, _rawRate, _isWav) = (stream, rawRate, isWav);

    /// <summary>Looks at its first bytes.</summary>
    public static async Task<SpeechStream> OpenAsync(Stream stream, int? sampleRate, CancellationToken cancellationToken)
    {
        byte[] start = new byte[FileStart.FrameBytes];
        int length = await stream.ReadAtLeastAsync(start.AsMemory(0, FileStart.Bytes), FileStart.Bytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        // More is awaited only where it has to be: samples may be still to be spoken.
        if (sampleRate is not null && FileStart.MayBeFrame(start.AsSpan(0, length)))
            length += await stream.ReadAtLeastAsync(start.AsMemory(length), start.Length - length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        int? rawRate = FileStart.IsFile(start.AsSpan(0, length)) ? null : sampleRate;
        return new SpeechStream(new PrefixedStream(start.AsMemory(0, length), stream), rawRate, WavHeader.Matches(start.AsSpan(0, length)));
    }

    /// <summary>Whether it is samples without a header.</summary>
    public bool IsRaw => _rawRate is not null;

    public AudioSource AsRecording() => _rawRate is { } rate ? AudioSource.FromRawStream(_stream, rate) : AudioSource.FromStream(_stream);

    /// <summary>As audio that may still be arriving; what is neither WAV nor raw is decoded as it is read.</summary>
    public LiveAudio AsLive(int modelRate) =>
        _rawRate is { } rate ? LiveAudio.FromRawStream(_stream, rate)
        : _isWav ? LiveAudio.FromStream(_stream)
        : LiveAudio.FromSamples(DecodeAsync(modelRate), modelRate);

    private async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(int sampleRate, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using AudioReader reader = await Task.Run(() => AudioSource.FromStream(_stream).Open(sampleRate, cancellationToken), cancellationToken).ConfigureAwait(false);
        float[] samples = new float[sampleRate / 10];
        int count;
        while ((count = await Task.Run(() => reader.Read(samples), cancellationToken).ConfigureAwait(false)) > 0)
            yield return samples.AsMemory(0, count);
    }
}

using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Extensions.AI;

/// <summary>
/// A client's stream: an audio file of any format, or, where a sample rate is given and it does not begin as a file of a known format, 16-bit samples of one
/// channel. It is the caller's and never disposed here.
/// </summary>
internal sealed class SpeechStream
{
    private const int StartBytes = 12;

    private readonly Stream _stream;
    private readonly int? _rawRate;
    private readonly bool _isWav;

    private SpeechStream(Stream stream, int? rawRate, bool isWav) => (_stream, _rawRate, _isWav) = (stream, rawRate, isWav);

    /// <summary>Looks at its first bytes.</summary>
    public static async Task<SpeechStream> OpenAsync(Stream stream, int? sampleRate, CancellationToken cancellationToken)
    {
        byte[] start = new byte[StartBytes];
        int length = await stream.ReadAtLeastAsync(start, StartBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        bool isWav = IsWav(start.AsSpan(0, length));
        int? rawRate = isWav || IsFile(start.AsSpan(0, length)) ? null : sampleRate;
        return new SpeechStream(new PrefixedStream(start.AsMemory(0, length), stream), rawRate, isWav);
    }

    public AudioSource AsRecording() => _rawRate is { } rate ? AudioSource.FromRawStream(_stream, rate) : AudioSource.FromStream(_stream);

    /// <summary>As audio that may still be arriving; what is neither WAV nor raw is decoded as it is read.</summary>
    public LiveAudio AsLive(int modelRate) =>
        _rawRate is { } rate ? LiveAudio.FromRawStream(_stream, rate)
        : _isWav ? LiveAudio.FromWavStream(_stream)
        : LiveAudio.FromSamples(DecodeAsync(modelRate), modelRate);

    private async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(int sampleRate, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using AudioReader reader = await Task.Run(() => AudioSource.FromStream(_stream).Open(sampleRate, cancellationToken), cancellationToken).ConfigureAwait(false);
        float[] samples = new float[sampleRate / 10];
        int count;
        while ((count = await Task.Run(() => reader.Read(samples), cancellationToken).ConfigureAwait(false)) > 0)
            yield return samples.AsMemory(0, count);
    }

    private static bool IsWav(ReadOnlySpan<byte> start) =>
        start.Length == StartBytes && (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8) || start.StartsWith("RIFX"u8)) && start[8..].StartsWith("WAVE"u8);

    private static bool IsFile(ReadOnlySpan<byte> start) =>
        start.StartsWith("fLaC"u8) || start.StartsWith("ID3"u8) || start.StartsWith("OggS"u8) || start.StartsWith("RIFF"u8) || start.StartsWith("FORM"u8)
        || start.StartsWith("caff"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || (start.Length >= 8 && start[4..].StartsWith("ftyp"u8));
}

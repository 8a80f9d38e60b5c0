using Speech.Sdk.Audio.Ffmpeg;
using Speech.Sdk.Audio.Live;

namespace Speech.Sdk.Audio;

/// <summary>
/// Live audio: chunks that arrive as they are spoken, of any length, rate and channel count. It is read once, forward only.
/// </summary>
public sealed class LiveAudio
{
    private readonly Func<CancellationToken, IAsyncEnumerable<LiveChunk>> _open;
    private int _opened;
    private volatile IReadOnlyList<string> _warnings = [];

    private LiveAudio(string name, Func<CancellationToken, IAsyncEnumerable<LiveChunk>> open)
    {
        Name = name;
        _open = open;
    }

    private LiveAudio(string name, Func<Action<IReadOnlyList<string>>, CancellationToken, IAsyncEnumerable<LiveChunk>> open)
    {
        Name = name;
        _open = cancellation => open(warnings => _warnings = warnings, cancellation);
    }

    /// <summary>What errors call the audio.</summary>
    public string Name { get; }

    /// <summary>What of it could not be used: known once it has ended.</summary>
    internal IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Samples between -1 and 1, those of one frame side by side; each chunk holds whole frames and may be used again once the next one is asked for.</summary>
    /// <exception cref="AudioFormatException">The rate or the channel count is out of range.</exception>
    public static LiveAudio FromSamples(IAsyncEnumerable<ReadOnlyMemory<float>> chunks, int sampleRate, int channels = 1, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var format = Format("float32 samples", sampleRate, channels);
        return new LiveAudio(name ?? "stream", cancellation => LiveSamples.Read(chunks, format, cancellation));
    }

    /// <summary>16-bit samples, those of one frame side by side; each chunk holds whole frames and may be used again once the next one is asked for.</summary>
    /// <inheritdoc cref="FromSamples(IAsyncEnumerable{ReadOnlyMemory{float}}, int, int, string?)" path="/exception"/>
    public static LiveAudio FromSamples(IAsyncEnumerable<ReadOnlyMemory<short>> chunks, int sampleRate, int channels = 1, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var format = Format("16-bit samples", sampleRate, channels);
        return new LiveAudio(name ?? "stream", cancellation => LiveSamples.Read(chunks, format, cancellation));
    }

    /// <summary>16-bit little endian samples without a header: what a capture program writes to its pipe. The caller keeps and disposes the stream.</summary>
    /// <inheritdoc cref="FromSamples(IAsyncEnumerable{ReadOnlyMemory{float}}, int, int, string?)" path="/exception"/>
    public static LiveAudio FromRawStream(Stream stream, int sampleRate, int channels = 1, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var format = Format("raw PCM s16", sampleRate, channels);
        return new LiveAudio(name ?? "stream", cancellation => LiveBytes.ReadRaw(stream, name ?? "stream", format, cancellation));
    }

    /// <summary>
    /// A file that goes on arriving: Ogg or WebM of Opus or Vorbis, as browsers record, page by page or block by block; or a WAV, to the end of the length that its header claims, or,
    /// where that is none or what writers to a pipe put for unknown, to the end of the stream. The caller keeps and disposes the stream.
    /// </summary>
    public static LiveAudio FromStream(Stream stream, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return OfFile(stream, name ?? "stream", LiveBytes.OpenPackets);
    }

    /// <summary>What <see cref="FromStream"/> takes or any other file, which is decoded as it is read however much its format makes that wait for.</summary>
    internal static LiveAudio FromAnyStream(Stream stream) => OfFile(stream, "stream", input => AudioContent.Open(input, FfmpegLocator.OnPath));

    /// <summary>What a microphone hears, from when the audio is transcribed.</summary>
    /// <param name="capture">The microphone.</param>
    /// <param name="stop">Ends the audio; what was heard until then is still transcribed.</param>
    /// <inheritdoc cref="FromSamples(IAsyncEnumerable{ReadOnlyMemory{float}}, int, int, string?)" path="/exception"/>
    public static LiveAudio FromCapture(IAudioCapture capture, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return FromSamples(CapturedSamples.ReadAsync(capture, stop), capture.SampleRate, name: capture.Name);
    }

    /// <summary>Starts reading as mono float32 at the given rate.</summary>
    /// <exception cref="InvalidOperationException">It is being read, or was.</exception>
    internal IAsyncEnumerable<ReadOnlyMemory<float>> ReadAsync(int sampleRate, CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _opened, 1) == 0
            ? LiveConverter.Convert(_open(cancellationToken), Name, sampleRate)
            : throw new InvalidOperationException($"{Name}: live audio can be read once; make a new LiveAudio.");

    private static LiveAudio OfFile(Stream stream, string name, Func<AudioInput, AudioDecoder> open) =>
        new(name, (warn, cancellation) => LiveBytes.ReadFile(stream, name, open, warn, cancellation));

    private static AudioFormat Format(string codec, int sampleRate, int channels)
    {
        if (sampleRate is < AudioFormat.MinSampleRate or > AudioFormat.MaxSampleRate)
            throw new AudioFormatException($"live audio: sample rate {sampleRate} Hz; give one from {AudioFormat.MinSampleRate} to {AudioFormat.MaxSampleRate}.");
        if (channels is < 1 or > AudioFormat.MaxChannels)
            throw new AudioFormatException($"live audio: channel count {channels}; give one from 1 to {AudioFormat.MaxChannels}.");
        return new AudioFormat(codec, sampleRate, channels);
    }
}

using System.Runtime.InteropServices;
using Speech.Sdk.Audio.Ffmpeg;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Audio;

/// <summary>
/// Where a recording comes from: a file, a stream, bytes or samples. WAV, FLAC and MP3 are decoded here; other formats by the
/// ffmpeg program where one is installed. The format is told from the content, never from the name.
/// </summary>
public sealed class AudioSource
{
    private readonly Func<FfmpegLocator, CancellationToken, AudioDecoder> _open;
    private readonly Func<bool> _isRepeatable;
    private readonly Func<long?> _size;

    private AudioSource(string name, Func<bool> isRepeatable, Func<FfmpegLocator, CancellationToken, AudioDecoder> open, Func<long?>? size = null)
    {
        Name = name;
        _isRepeatable = isRepeatable;
        _open = open;
        _size = size ?? (() => null);
    }

    /// <summary>What errors call the recording: the file's path, or what the caller named it; of a part its times as well.</summary>
    public string Name { get; }

    /// <summary>Whether it can be read a second time: not so streams and named pipes.</summary>
    public bool IsRepeatable => _isRepeatable();

    /// <summary>Its bytes or samples, where that is known before it is read; of a part those of the whole.</summary>
    internal long? Size => _size();

    /// <summary>A file, opened when it is read; it can be read again.</summary>
    public static AudioSource FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new AudioSource(path, () => RegularFile.Is(path), (ffmpeg, cancellation) =>
        {
            FileStream file = OpenFile(path);
            // A named pipe gives its bytes once; only what can be opened again is named to ffmpeg.
            return Open(file, path, true, file.CanSeek ? path : null, ffmpeg, cancellation);
        }, () => new FileInfo(path) is { Exists: true } file ? file.Length : null);
    }

    /// <summary>A stream, read once from where it stands and forward only, so pipes work. The caller keeps and disposes it.</summary>
    public static AudioSource FromStream(Stream stream, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Func<Stream> once = Once(stream, name ?? "stream");
        return new AudioSource(name ?? "stream", () => false, (ffmpeg, cancellation) => Open(once(), name ?? "stream", false, null, ffmpeg, cancellation));
    }

    /// <summary>The bytes of an audio file.</summary>
    public static AudioSource FromBytes(ReadOnlyMemory<byte> bytes, string? name = null) =>
        new(name ?? "bytes", () => true, (ffmpeg, cancellation) => Open(AsStream(bytes), name ?? "bytes", true, null, ffmpeg, cancellation), () => bytes.Length);

    /// <summary>Samples between -1 and 1, those of one frame side by side.</summary>
    public static AudioSource FromSamples(ReadOnlyMemory<float> samples, int sampleRate, int channels = 1)
    {
        RequireShape(sampleRate, channels, samples.Length);
        return new AudioSource("samples", () => true, (_, _) => new SampleDecoder(samples, sampleRate, channels), () => samples.Length);
    }

    /// <summary>16-bit samples, those of one frame side by side.</summary>
    public static AudioSource FromSamples(ReadOnlyMemory<short> samples, int sampleRate, int channels = 1)
    {
        RequireShape(sampleRate, channels, samples.Length);
        return new AudioSource("samples", () => true, (_, _) => new SampleDecoder(samples, sampleRate, channels), () => samples.Length);
    }

    /// <summary>A stream of 16-bit little endian samples without a header, read once. The caller keeps and disposes it.</summary>
    public static AudioSource FromRawStream(Stream stream, int sampleRate, int channels = 1, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireShape(sampleRate, channels, 0);
        Func<Stream> once = Once(stream, name ?? "stream");
        return new AudioSource(name ?? "stream", () => false, (_, cancellation) =>
            WavDecoder.OpenRaw(new AudioInput(once(), name ?? "stream", false, null, cancellation), sampleRate, channels));
    }

    /// <summary>
    /// A part of the recording as one of its own, whose time begins at its start; an end behind the recording's is its end. What lies before it is
    /// read and dropped.
    /// </summary>
    /// <exception cref="AudioFormatException">Thrown when it is read: the part begins behind the recording's end.</exception>
    public AudioSource Slice(TimeRange range)
    {
        if (range.Start < TimeSpan.Zero || range.End <= range.Start)
            throw new ArgumentOutOfRangeException(nameof(range), range, "Expected a start from 0 on and an end behind it.");
        string times = range.End is null ? $"from {Seconds(range.Start)} s" : $"{Seconds(range.Start)} to {Seconds(range.End)} s";
        return new AudioSource($"{Name}, {times}", _isRepeatable, (ffmpeg, cancellation) => new SliceDecoder(Name, _open(ffmpeg, cancellation), range), _size);

        // To the last tick: parts that differ have names that differ.
        static string Seconds(TimeSpan? time) => FormattableString.Invariant($"{time?.TotalSeconds:0.#######}");
    }

    /// <summary>Starts reading as mono float32 at the given rate in Hz, 4000 or more; the reader is the caller's to dispose.</summary>
    /// <exception cref="AudioFormatException">The recording is missing, empty, broken or of an unknown format.</exception>
    public AudioReader Open(int sampleRate, CancellationToken cancellationToken = default) =>
        Open(sampleRate, FfmpegLocator.OnPath, cancellationToken);

    /// <summary>All samples as mono float32 at the given rate in Hz.</summary>
    /// <exception cref="AudioFormatException">The recording is missing, empty, broken or of an unknown format.</exception>
    public float[] ReadAll(int sampleRate, CancellationToken cancellationToken = default) => ReadAll(sampleRate, out _, cancellationToken);

    /// <summary>All samples, and what was mended while reading.</summary>
    internal float[] ReadAll(int sampleRate, out IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        using AudioReader reader = Open(sampleRate, cancellationToken);
        float[] samples = SampleBuffer.ReadAll(reader);
        warnings = reader.Warnings;
        return samples;
    }

    internal AudioReader Open(int sampleRate, FfmpegLocator ffmpeg, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, AudioFormat.MinTargetRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, AudioFormat.MaxSampleRate);
        cancellationToken.ThrowIfCancellationRequested();
        return new AudioReader(Name, _open(ffmpeg, cancellationToken), sampleRate, cancellationToken);
    }

    internal AudioDecoder OpenDecoder(FfmpegLocator ffmpeg) => _open(ffmpeg, CancellationToken.None);

    private static AudioDecoder Open(Stream stream, string name, bool owns, string? path, FfmpegLocator ffmpeg, CancellationToken cancellation)
    {
        var input = new AudioInput(stream, name, owns, path, cancellation);
        try
        {
            return AudioContent.Open(input, ffmpeg);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            string reason = Directory.Exists(path) ? "is a folder; give an audio file"
                : cause is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; check the path"
                : $"cannot be opened ({cause.Message}); check its permissions";
            throw new AudioFormatException($"{path}: {reason}.", cause);
        }
    }

    private static Func<Stream> Once(Stream stream, string name)
    {
        int opened = 0;
        return () => Interlocked.Exchange(ref opened, 1) == 0 ? stream
            : throw new InvalidOperationException($"{name}: a stream can be read once; make a new AudioSource or use FromBytes.");
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    private static void RequireShape(int sampleRate, int channels, int samples)
    {
        if (sampleRate is < AudioFormat.MinSampleRate or > AudioFormat.MaxSampleRate)
            throw new AudioFormatException($"samples: sample rate {sampleRate} Hz; give one from {AudioFormat.MinSampleRate} to {AudioFormat.MaxSampleRate}.");
        if (channels is < 1 or > AudioFormat.MaxChannels)
            throw new AudioFormatException($"samples: channel count {channels}; give one from 1 to {AudioFormat.MaxChannels}.");
        if (samples % channels != 0)
            throw new AudioFormatException($"samples: {samples} samples are no whole number of frames of {channels} channels; give whole frames.");
    }
}

using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Vad;

namespace Speech.Sdk;

/// <summary>
/// Finds where a recording holds speech (Silero VAD, which comes with this library). Make one and share it: it is thread-safe,
/// calls are independent of each other. Disposing it takes effect when the last running call has ended.
/// </summary>
public sealed class VoiceActivityDetector : IDisposable
{
    // A second: what is read at a time and what a cancelled call may still read.
    private const int BlockLength = SileroVad.SampleRate;

    private static readonly MeasuredModel Model = new("silero-vad", "silero-vad", ExecutionProvider.Cpu);

    private readonly SileroVad _vad = new();

    /// <summary>The stretches of speech in their order, in the recording's own time; a recording of any length is read in blocks.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    /// <exception cref="ExecutionProviderException">The native ONNX Runtime is absent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<IReadOnlyList<SpeechSpan>> DetectAsync(
        AudioSource audio, VoiceActivityOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_vad.IsDisposed, this);
        options ??= new VoiceActivityOptions();
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        return OwnThread.Run(() => Operations.DetectSpeech.Run(Model, 1, () => Detect(audio, options, cancellationToken)).Spans, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _vad.Dispose();

    private (IReadOnlyList<SpeechSpan> Spans, TimeSpan Duration) Detect(AudioSource audio, VoiceActivityOptions options, CancellationToken cancellationToken)
    {
        using AudioReader reader = audio.Open(SileroVad.SampleRate, cancellationToken);
        (List<SampleRange> regions, long length) = options.Enabled ? Regions(reader, options, cancellationToken) : Everything(reader);
        return ([.. regions.Select(region => new SpeechSpan(Time(region.Start), Time(region.End)))], Time(length));
    }

    private (List<SampleRange> Regions, long Length) Regions(AudioReader reader, VoiceActivityOptions options, CancellationToken cancellationToken)
    {
        using var scan = new VoiceActivityScan(_vad.ForRecording(), options);
        using var call = new InferenceCall(cancellationToken);
        List<SampleRange> regions = [];
        float[] block = new float[BlockLength];
        for (int read = reader.Read(block); read > 0; read = reader.Read(block))
            scan.Feed(block.AsSpan(0, read), call, regions);
        scan.Finish(call, regions);
        return (regions, scan.Samples);
    }

    private static (List<SampleRange> Regions, long Length) Everything(AudioReader reader)
    {
        float[] block = new float[BlockLength];
        long length = 0;
        for (int read = reader.Read(block); read > 0; read = reader.Read(block))
            length += read;
        return ([new SampleRange(0, length)], length);
    }

    private static TimeSpan Time(long samples) => TimeSpan.FromTicks(samples * TimeSpan.TicksPerSecond / SileroVad.SampleRate);
}

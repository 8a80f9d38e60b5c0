namespace Speech.Sdk.Audio;

/// <summary>
/// A microphone, or whatever else hears sound as it happens. Hearing begins with the enumeration and ends with it; a capture can be heard several times, one after
/// the other. <see cref="LiveAudio.FromCapture"/> makes live audio of it.
/// </summary>
public interface IAudioCapture
{
    /// <summary>What errors call it: the program or interface, for example <c>arecord</c> or <c>WASAPI</c>.</summary>
    string Name { get; }

    /// <summary>Samples a second of what <see cref="CaptureAsync"/> gives.</summary>
    int SampleRate { get; }

    /// <summary>The microphones that it can hear.</summary>
    /// <exception cref="SpeechException">They cannot be listed here; says what to install or where to look.</exception>
    Task<IReadOnlyList<CaptureDevice>> ListDevicesAsync(CancellationToken cancellationToken = default);

    /// <summary>What is heard, mono, between -1 and 1; a chunk is valid until the next one is asked for.</summary>
    /// <exception cref="SpeechException">The microphone cannot be heard, or fails; says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, also while nothing is heard.</exception>
    IAsyncEnumerable<ReadOnlyMemory<float>> CaptureAsync(CancellationToken cancellationToken = default);
}

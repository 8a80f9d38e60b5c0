using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>Microphones as live audio.</summary>
public static class CaptureStreaming
{
    /// <summary>
    /// Transcribes what a microphone hears. The token breaks the call off; to end the audio and still have its last words, stream
    /// <see cref="LiveAudio.FromCapture"/> with a token of its own.
    /// </summary>
    /// <inheritdoc cref="ISpeechRecognizer.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<TranscriptUpdate> StreamAsync(
        this ISpeechRecognizer recognizer, IAudioCapture capture, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        return recognizer.StreamAsync(LiveAudio.FromCapture(capture, CancellationToken.None), options, cancellationToken);
    }
}

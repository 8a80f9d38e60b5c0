using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>
/// A loaded model that turns speech into text. Load it once and share it: it is immutable and thread-safe, calls are
/// independent of each other. Disposing it takes effect when the last running call has ended.
/// </summary>
public interface ISpeechRecognizer : IDisposable
{
    /// <summary>The model's family, languages, sample rate, capabilities and active execution provider.</summary>
    RecognizerInfo Info { get; }

    /// <summary>Transcribes one recording of any length.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a running inference stops within a step.</exception>
    Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Transcribes recordings of unequal length together; results are in the order given and equal to single calls.</summary>
    /// <inheritdoc cref="TranscribeAsync" path="/exception"/>
    Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Transcribes recordings together as <see cref="TranscribeBatchAsync"/> does and hands each result out as soon as it is there, in whatever
    /// order that is. A recording that fails is a result with an error and stops no other; where the model fails, all that it was hearing together do.
    /// </summary>
    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a running inference stops within a step.</exception>
    IAsyncEnumerable<RecordingResult> TranscribeEachAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        SeparateCalls.RunAsync(this, audios, options ?? new TranscriptionOptions(), cancellationToken);

    /// <summary>
    /// Transcribes live audio. Text is committed once and never changes; what may still change is told apart. The last update carries the
    /// whole transcript. Computing happens while the caller waits for an update; audio that arrives meanwhile, or while the caller is slow,
    /// is held up to a minute, then the source waits.
    /// </summary>
    /// <exception cref="SpeechException">The model cannot transcribe live audio; see <see cref="RecognizerInfo.CanStream"/>.</exception>
    /// <inheritdoc cref="TranscribeAsync" path="/exception"/>
    IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new SpeechException($"{Info.Model} is a {Info.Family} model, which cannot transcribe live audio; expected a recording, or another model.");
}

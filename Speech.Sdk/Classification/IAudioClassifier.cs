using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>
/// A loaded model that tells which of its labels a recording belongs to: a language, a keyword, an emotion;
/// or, in every frame of it, which of them are there: speakers, noises. Load it once and share it:
/// it is immutable and thread-safe, calls are independent of each other. Disposing it takes effect when the last running call has ended.
/// </summary>
public interface IAudioClassifier : IDisposable
{
    /// <summary>The model's family, labels, sample rate, window and active execution provider.</summary>
    ClassifierInfo Info { get; }

    /// <summary>Classifies one recording of any length; it is read block by block and never held whole.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, or is shorter than the model can hear.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a running inference stops within a step.</exception>
    Task<Classification> ClassifyAsync(AudioSource audio, ClassificationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Classifies recordings together; results are in the order given and those of single calls.</summary>
    /// <inheritdoc cref="ClassifyAsync" path="/exception"/>
    Task<IReadOnlyList<Classification>> ClassifyBatchAsync(
        IReadOnlyList<AudioSource> audios, ClassificationOptions? options = null, CancellationToken cancellationToken = default);
}

using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>
/// A loaded model that turns a voice into numbers by which speakers are told apart (an x-vector). Load it once and share it: it is immutable
/// and thread-safe, calls are independent of each other. Disposing it takes effect when the last running call has ended.
/// </summary>
public interface ISpeakerEmbedder : IDisposable
{
    /// <summary>The model's family, size, sample rate, window, threshold and active execution provider.</summary>
    EmbedderInfo Info { get; }

    /// <summary>
    /// Embeds the voice of a recording of any length, which is read block by block and never held whole. One speaker is expected in it; of several
    /// the embedding is a mixture.
    /// </summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, or is shorter than <see cref="EmbedderInfo.Shortest"/>.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a running inference stops within a step.</exception>
    Task<SpeakerEmbedding> EmbedAsync(AudioSource audio, EmbeddingOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Embeds recordings together; results are in the order given and those of single calls.</summary>
    /// <inheritdoc cref="EmbedAsync" path="/exception"/>
    Task<IReadOnlyList<SpeakerEmbedding>> EmbedBatchAsync(
        IReadOnlyList<AudioSource> audios, EmbeddingOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Says whether the same person speaks in two recordings.</summary>
    /// <param name="first">One recording.</param>
    /// <param name="second">The other.</param>
    /// <param name="threshold">Scores from this on mean the same speaker, -1 to 1; null for <see cref="EmbedderInfo.Threshold"/>. Calibrate it with recordings like yours.</param>
    /// <param name="cancellationToken">Stops a running inference within a step.</param>
    /// <inheritdoc cref="EmbedAsync" path="/exception"/>
    Task<SpeakerVerification> VerifyAsync(AudioSource first, AudioSource second, double? threshold = null, CancellationToken cancellationToken = default);
}

using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>
/// A loaded CTC model that finds the words of a known text in a recording. Load it once and share it: it is immutable and thread-safe,
/// calls are independent of each other. Disposing it takes effect when the last running call has ended.
/// </summary>
public interface IForcedAligner : IDisposable
{
    /// <summary>The model's family, languages, sample rate, resolution and active execution provider.</summary>
    AlignerInfo Info { get; }

    /// <summary>
    /// Finds the time and confidence of every word and character of a text, of minutes or of hours, in its recording. The text is kept
    /// as it is; for the model its case and accents are changed to what the model writes. What is spoken but cannot be spelled, such as
    /// digits, takes up whatever sound is left between its neighbours. A line of the text becomes a line of the result.
    /// </summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded.</exception>
    /// <exception cref="InvalidOptionException">The text is empty, cannot be spelled at all, or is longer than the recording can hold; or an option does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a running inference stops within a step.</exception>
    Task<Alignment> AlignAsync(AudioSource audio, string text, AlignmentOptions? options = null, CancellationToken cancellationToken = default);
}

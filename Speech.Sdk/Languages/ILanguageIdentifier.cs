using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>
/// A loaded model that tells which languages are spoken in a recording, and when. Multilingual recognisers are language identifiers
/// besides: see <see cref="LanguageIdentification"/>.
/// </summary>
public interface ILanguageIdentifier
{
    /// <summary>Identifies the languages of a recording of any length; it is read block by block and never held whole.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model, or the model knows one language only.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a running inference stops within a step.</exception>
    Task<SpokenLanguages> IdentifyLanguagesAsync(
        AudioSource audio, LanguageIdentificationOptions? options = null, CancellationToken cancellationToken = default);
}

using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>Language identification by a recogniser.</summary>
public static class LanguageIdentification
{
    /// <summary>Identifies the languages of a recording of any length, where the recogniser's model can.</summary>
    /// <exception cref="InvalidOptionException">The model cannot tell languages, or an option is out of range.</exception>
    /// <inheritdoc cref="ILanguageIdentifier.IdentifyLanguagesAsync" path="/exception"/>
    public static Task<SpokenLanguages> IdentifyLanguagesAsync(
        this ISpeechRecognizer recognizer, AudioSource audio, LanguageIdentificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        return recognizer is ILanguageIdentifier identifier
            ? identifier.IdentifyLanguagesAsync(audio, options, cancellationToken)
            : throw new InvalidOptionException($"{recognizer.Info.Model}, a model of the family {recognizer.Info.Family}, cannot tell languages; load a multilingual Whisper model.");
    }
}

namespace Speech.Sdk;

/// <summary>The audio cannot be decoded: unknown or broken container or codec, empty input, samples that are not numbers.</summary>
public sealed class AudioFormatException : SpeechException
{
    /// <inheritdoc cref="SpeechException(string)"/>
    public AudioFormatException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SpeechException(string, Exception)"/>
    public AudioFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

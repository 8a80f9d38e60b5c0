namespace Speech.Sdk;

/// <summary>An option is out of its range or does not fit the model; the message lists every problem found.</summary>
public sealed class InvalidOptionException : SpeechException
{
    /// <inheritdoc cref="SpeechException(string)"/>
    public InvalidOptionException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SpeechException(string, Exception)"/>
    public InvalidOptionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

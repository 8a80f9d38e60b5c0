namespace Speech.Sdk;

/// <summary>The execution provider that was asked for cannot be had on this machine.</summary>
public sealed class ExecutionProviderException : SpeechException
{
    /// <inheritdoc cref="SpeechException(string)"/>
    public ExecutionProviderException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SpeechException(string, Exception)"/>
    public ExecutionProviderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

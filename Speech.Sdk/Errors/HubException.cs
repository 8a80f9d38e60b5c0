namespace Speech.Sdk;

/// <summary>A model cannot be had from the hub: it cannot be reached, refuses, or sends something else than it announced; nothing broken is kept.</summary>
public sealed class HubException : SpeechException
{
    /// <inheritdoc cref="SpeechException(string)"/>
    public HubException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SpeechException(string, Exception)"/>
    public HubException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace Speech.Sdk;

/// <summary>A model folder or checkpoint is missing, incomplete or does not fit; the message lists every problem found.</summary>
public sealed class ModelFolderException : SpeechException
{
    /// <inheritdoc cref="SpeechException(string)"/>
    public ModelFolderException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="SpeechException(string, Exception)"/>
    public ModelFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

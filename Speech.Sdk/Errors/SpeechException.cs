namespace Speech.Sdk;

/// <summary>
/// What went wrong, in one line that says what was given, what was expected and what to do. Every error that a caller can
/// mend is of this kind; cancellation throws <see cref="OperationCanceledException"/> instead.
/// </summary>
public class SpeechException : Exception
{
    /// <summary>An error with a message for the person who can mend it.</summary>
    public SpeechException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for the person who can mend it, and what it was caused by.</summary>
    public SpeechException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace Speech.Sdk;

/// <summary>Tells what is wrong with one recording from what would meet every other too.</summary>
internal static class RecordingFailure
{
    /// <summary>Whether the error is the recording's own, so that the rest of a call can go on.</summary>
    public static bool Is(Exception exception) => exception is SpeechException and not InvalidOptionException or IOException or UnauthorizedAccessException;
}

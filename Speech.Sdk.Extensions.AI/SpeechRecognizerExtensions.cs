using Microsoft.Extensions.AI;

namespace Speech.Sdk.Extensions.AI;

/// <summary>Recognisers as clients of Microsoft.Extensions.AI.</summary>
public static class SpeechRecognizerExtensions
{
    /// <summary>
    /// A client that transcribes with this recogniser. The recogniser stays the caller's: disposing the client does not dispose it. docs/hosting.md says
    /// what becomes of each of the client's options.
    /// </summary>
    public static ISpeechToTextClient AsSpeechToTextClient(this ISpeechRecognizer recognizer)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        return new RecognizerClient(recognizer);
    }
}

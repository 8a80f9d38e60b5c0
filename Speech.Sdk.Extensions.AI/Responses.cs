using Microsoft.Extensions.AI;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Extensions.AI;

/// <summary>Transcripts as responses.</summary>
internal static class Responses
{
    /// <summary>The property that holds the language's code.</summary>
    public const string Language = "language";

    public static SpeechToTextResponse Of(Transcript transcript, string model) => new(transcript.Text.Trim())
    {
        ModelId = model,
        ResponseId = NewId(),
        StartTime = transcript.Segments is [var first, ..] ? first.Start : null,
        EndTime = transcript.Segments is [.., var last] ? last.End : null,
        RawRepresentation = transcript,
        AdditionalProperties = new AdditionalPropertiesDictionary { [Language] = transcript.Language },
    };

    public static string NewId() => Guid.NewGuid().ToString("n");
}

namespace Speech.Sdk.Transcripts;

/// <summary>What was said in one recording. Times are monotonic, inside the audio, and refer to the original recording.</summary>
public sealed record Transcript
{
    /// <summary>The whole text.</summary>
    public required string Text { get; init; }

    /// <summary>The language's code, given or detected; <c>und</c> where the model writes one and does not say which.</summary>
    public required string Language { get; init; }

    /// <summary>Probability of each language when it was detected, best first; empty when the caller gave the language.</summary>
    public IReadOnlyList<LanguageProbability> LanguageProbabilities { get; init; } = [];

    /// <summary>The recording's length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The segments, in the order of time.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>The segments' words with their times, in the order of time; empty when they were not asked for.</summary>
    public IReadOnlyList<Word> Words => [.. Segments.SelectMany(segment => segment.Words)];

    /// <summary>What became of every second of the recording.</summary>
    public required IReadOnlyList<CoverageSpan> Coverage { get; init; }

    /// <summary>How the transcript was made.</summary>
    public required TranscriptDiagnostics Diagnostics { get; init; }
}

namespace Speech.Sdk.Transcripts;

/// <summary>A stretch of speech with its text.</summary>
public sealed record Segment
{
    /// <summary>Where it begins in the recording.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>Where it ends in the recording.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>Where the window began that it was decoded in; openai-whisper's <c>seek</c>.</summary>
    public TimeSpan WindowStart { get; init; }

    /// <summary>Its language's code, where it differs from the transcript's; otherwise null.</summary>
    public string? Language { get; init; }

    /// <summary>Its text as the model wrote it, a leading space included.</summary>
    public required string Text { get; init; }

    /// <summary>The token ids of the text, time tokens included; of merged chunks the text's alone.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>Mean log-probability of a token (natural logarithm) over the decoded window.</summary>
    public double AverageLogProbability { get; init; }

    /// <summary>Probability that the window holds no speech, 0 to 1.</summary>
    public double NoSpeechProbability { get; init; }

    /// <summary>UTF-8 bytes of the window's text divided by their zlib-compressed size; above 2.4 it repeats itself.</summary>
    public double CompressionRatio { get; init; }

    /// <summary>The sampling temperature that gave the text; 0 is greedy or beam search.</summary>
    public double Temperature { get; init; }

    /// <summary>Its words with their times, in the order of time; empty when they were not asked for.</summary>
    public IReadOnlyList<Word> Words { get; init; } = [];

    /// <summary>The hypotheses for the window, best first, the chosen one included; empty unless more than one was asked for.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];
}

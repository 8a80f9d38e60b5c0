using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>
/// The languages of a recording. It is heard in windows: the last ends with the recording, two that overlap stand for half of the
/// overlap each, and neighbours with the same likeliest language become one span, whose probabilities are the mean by length.
/// </summary>
public sealed record SpokenLanguages
{
    /// <summary>Stretches of one language, in the order of time and without gaps; neighbours differ.</summary>
    public required IReadOnlyList<LanguageSpan> Spans { get; init; }

    /// <summary>How likely each language is over the whole recording, every second counting once; the likeliest first.</summary>
    public required IReadOnlyList<LanguageProbability> Languages { get; init; }

    /// <summary>The recording's length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The execution provider that inference ran on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>What was mended while the audio was read, such as a cut-off end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

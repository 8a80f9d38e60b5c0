using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>What the decoder made of one window.</summary>
internal sealed record DecodedWindow
{
    /// <summary>The text's tokens with time tokens and a prefix, without prompt and end of text.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>Mean log-probability of a token, end of text included.</summary>
    public required double AverageLogProbability { get; init; }

    /// <summary>Probability of the no-speech token after the start token.</summary>
    public required double NoSpeechProbability { get; init; }

    public required double CompressionRatio { get; init; }

    /// <summary>Whether the model ended the text itself; otherwise it ran into the limit of tokens, or was stopped in a loop.</summary>
    public required bool Ended { get; init; }

    /// <summary>Whether it was stopped because it repeats itself.</summary>
    public bool Loops { get; init; }

    /// <summary>The temperature that gave the text.</summary>
    public double Temperature { get; init; }

    /// <summary>Runs of the decoder, over all temperatures that were tried.</summary>
    public int Runs { get; init; }

    /// <summary>Whether a window that was fitted to its audio had a text that did not convince, so that this is the text of all of the model's window.</summary>
    public bool WasHeardAnew { get; init; }

    /// <summary>Tokens that a draft proposed, and those of them that were written.</summary>
    public int Drafted { get; init; }

    /// <inheritdoc cref="Drafted"/>
    public int Accepted { get; init; }

    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];
}

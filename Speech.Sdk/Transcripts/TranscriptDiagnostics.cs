using Speech.Sdk.Inference;

namespace Speech.Sdk.Transcripts;

/// <summary>How a transcript was made.</summary>
public sealed record TranscriptDiagnostics
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The execution provider that inference ran on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>What was mended on the way, such as a recording whose end is cut off; usually empty.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Time spent reading and resampling the audio.</summary>
    public TimeSpan Audio { get; init; }

    /// <summary>Time spent on features.</summary>
    public TimeSpan Features { get; init; }

    /// <summary>Time spent in the encoder.</summary>
    public TimeSpan Encoder { get; init; }

    /// <summary>Time spent decoding.</summary>
    public TimeSpan Decoder { get; init; }

    /// <summary>Runs of the decoder: one a token, fewer with a draft model.</summary>
    public int DecoderSteps { get; init; }

    /// <summary>Windows whose text did not convince while the encoder heard only what was fitted to them, so that they were heard again in full.</summary>
    public int WindowsHeardAnew { get; init; }

    /// <summary>Tokens that the draft model proposed; 0 without one.</summary>
    public int DraftedTokens { get; init; }

    /// <summary>Tokens of the draft model that the main model wrote as well.</summary>
    public int AcceptedTokens { get; init; }
}

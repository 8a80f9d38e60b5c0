using Speech.Sdk;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Cli.Commands;

/// <summary>What <c>speech transcribe</c> was asked to do.</summary>
internal sealed record TranscribeSettings
{
    /// <summary>Paths, patterns and <c>-</c>, as given.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public required string Model { get; init; }

    /// <summary>One for standard output, one or more for a folder.</summary>
    public required IReadOnlyList<ITranscriptWriter> Writers { get; init; }

    /// <summary>null: standard output.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Whether to go on where an earlier run into the folder was stopped.</summary>
    public bool Resumes { get; init; }

    /// <summary>null: fp32 where a checkpoint is converted, whatever it has where a model is loaded.</summary>
    public ModelPrecision? Precision { get; init; }

    public RecognizerOptions Recognizer { get; init; } = new();

    public TranscriptionOptions Transcription { get; init; } = new();

    public bool Quiet { get; init; }

    /// <summary>Whether to tell what the model runs on, and why on nothing else.</summary>
    public bool Verbose { get; init; }
}

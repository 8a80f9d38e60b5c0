using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>How live audio is to be transcribed and shown.</summary>
internal sealed record LiveSettings
{
    public required string Model { get; init; }

    /// <summary>null: fp32 where a checkpoint is converted, whatever it has where a model is loaded.</summary>
    public ModelPrecision? Precision { get; init; }

    public RecognizerOptions Recognizer { get; init; } = new();

    public StreamingOptions Streaming { get; init; } = new();

    /// <summary>An object an update rather than text.</summary>
    public bool Json { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether to tell what the model runs on, and why on nothing else.</summary>
    public bool Verbose { get; init; }
}

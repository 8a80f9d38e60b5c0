using Speech.Sdk;
using Speech.Sdk.Models;

namespace Speech.Cli.Models;

/// <summary>Which model a command was asked to run, and where.</summary>
/// <param name="Model">A catalogue name, an exported folder or a checkpoint.</param>
/// <param name="Precision">null: fp32 where a checkpoint is converted, whatever it has where a model is loaded.</param>
/// <param name="Options">How it is loaded.</param>
internal sealed record ModelChoice(string Model, ModelPrecision? Precision, RecognizerOptions Options)
{
    /// <summary>What <see cref="ModelResolver.PullAsync"/> made of it before; null: it is pulled when it is loaded.</summary>
    public PulledModel? Pulled { get; init; }

    /// <summary>Whether to tell what it runs on, and why on nothing else.</summary>
    public bool Verbose { get; init; }
}

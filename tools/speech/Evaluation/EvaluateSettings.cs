using Speech.Sdk;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Runs;

namespace Speech.Cli.Evaluation;

/// <summary>What <c>speech evaluate</c> was asked to do.</summary>
internal sealed record EvaluateSettings
{
    /// <summary>Lists and folders of clips.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public required EvaluationInputOptions Reading { get; init; }

    public required ClipSelection Selection { get; init; }

    public required IReadOnlyList<NamedValue> Models { get; init; }

    /// <summary>Files of texts that were made elsewhere.</summary>
    public required IReadOnlyList<NamedValue> Hypotheses { get; init; }

    public required HypothesisOptions HypothesisReading { get; init; }

    /// <summary>null: fp32 where a checkpoint is converted, whatever it has where a model is loaded.</summary>
    public ModelPrecision? Precision { get; init; }

    public required RecognizerOptions Recognizer { get; init; }

    public required EvaluationRunOptions Run { get; init; }

    /// <summary>The options that the texts depend on, as they were given.</summary>
    public required string OptionsText { get; init; }

    public required ReportSettings Report { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether to tell what the model runs on, and why on nothing else.</summary>
    public bool Verbose { get; init; }
}

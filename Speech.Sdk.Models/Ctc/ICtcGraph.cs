using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Ctc;

/// <summary>An acoustic model's graph: a clip's features in, its frames' log-probabilities out. Thread-safe.</summary>
internal interface ICtcGraph : IDisposable
{
    ExecutionProvider Provider { get; }

    /// <summary>Scores one clip.</summary>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="head">The language.</param>
    /// <param name="features">The front end's output.</param>
    /// <param name="shape">Its shape, without the batch.</param>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    CtcScores Score(InferenceCall call, CtcHead head, TensorBuffer features, long[] shape);
}

using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Ctc;

/// <summary>An acoustic model's graph: features of clips in, log-probabilities of their frames out. Thread-safe.</summary>
internal interface ICtcGraph : IDisposable
{
    ExecutionProvider Provider { get; }

    /// <summary>Whether clips of different lengths can be scored together, and it is worth it.</summary>
    bool TakesBatches { get; }

    /// <summary>Whether it has strided layers that hear what is left behind a clip's last whole row (<see cref="FrontEnds.IFrontEnd.Ends"/>).</summary>
    bool HearsEnds { get; }

    /// <summary>Scores clips, each as if it were alone.</summary>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="head">The language.</param>
    /// <param name="features">The front end's output, one clip behind the other, each padded to the shape.</param>
    /// <param name="shape">The shape of the longest, without the batch.</param>
    /// <param name="lengths">How much of its first dimension each clip fills.</param>
    /// <param name="ends">How much of it each clip fills with what is left behind its last whole row; the lengths where that is not heard.</param>
    /// <param name="frames">How many frames each clip has.</param>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    IReadOnlyList<CtcScores> Score(InferenceCall call, CtcHead head, TensorBuffer features, long[] shape, long[] lengths, long[] ends, int[] frames);
}

using System.Diagnostics;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>The parts of a loaded model that scores frames for CTC; immutable, shared by all calls, disposed together.</summary>
internal sealed record CtcModel(string Name, string Family, string Precision, IFrontEnd FrontEnd, ICtcGraph Graph, CtcHeads Heads) : IDisposable
{
    /// <summary>What helps to spell; null where there is none.</summary>
    public CtcLanguageModel? LanguageModel { get; init; }

    /// <summary>Finds speech; loaded when it is first used.</summary>
    public SileroVad VoiceActivity { get; } = new();

    /// <summary>Scores the frames of a clip by itself: no frame where it is shorter than the first.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public CtcScores Score(InferenceCall call, CtcHead head, ReadOnlySpan<float> clip)
    {
        IRecordingMeasure? measure = FrontEnd.Measure();
        measure?.Accept(clip);
        return Score(call, head, clip, measure?.Scale());
    }

    /// <summary>Scores the frames of a part of a recording, which begins at a multiple of the front end's hop.</summary>
    /// <inheritdoc cref="Score(InferenceCall, CtcHead, ReadOnlySpan{float})" path="/exception"/>
    public CtcScores Score(InferenceCall call, CtcHead head, ReadOnlySpan<float> samples, IRecordingScale? scale, CtcWatches? watches = null)
    {
        if (FrontEnd.Frames(samples.Length) == 0)
            return new CtcScores(ReadOnlyMemory<float>.Empty, 1);
        long start = Stopwatch.GetTimestamp();
        long[] shape = FrontEnd.Shape(samples.Length);
        using TensorBuffer features = new(TensorElementType.Float, shape.Aggregate(1L, (size, dimension) => size * dimension));
        FrontEnd.Compute(samples, scale, features.Span<float>());
        long featuresDone = Stopwatch.GetTimestamp();
        CtcScores scores = Graph.Score(call, head, features, shape);
        watches?.Add(Stopwatch.GetElapsedTime(start, featuresDone), Stopwatch.GetElapsedTime(featuresDone));
        return scores;
    }

    public void Dispose()
    {
        Graph.Dispose();
        Heads.Dispose();
        LanguageModel?.Dispose();
        VoiceActivity.Dispose();
    }
}

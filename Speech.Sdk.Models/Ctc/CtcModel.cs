using System.Diagnostics;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Audio;
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

    /// <summary>What was chosen to run it on, and why nothing else.</summary>
    public ProviderReport? ProviderReport { get; init; }

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
        int frames = FrontEnd.Frames(samples.Length);
        if (frames == 0)
            return new CtcScores(ReadOnlyMemory<float>.Empty, 1);
        long start = Stopwatch.GetTimestamp();
        (long[] shape, long length) = Shape(samples.Length);
        using TensorBuffer features = new(TensorElementType.Float, Size(shape));
        features.Clear();
        FrontEnd.Compute(samples, scale, features.Span<float>());
        long featuresDone = Stopwatch.GetTimestamp();
        CtcScores scores = Graph.Score(call, head, features, shape, [length], [shape[0]], [frames])[0];
        watches?.Add(Stopwatch.GetElapsedTime(start, featuresDone), Stopwatch.GetElapsedTime(featuresDone));
        return scores;
    }

    /// <summary>Scores clips, together where the graph takes them so; each has a frame at least.</summary>
    /// <inheritdoc cref="Score(InferenceCall, CtcHead, ReadOnlySpan{float})" path="/exception"/>
    public void Score(InferenceCall call, CtcHead head, IReadOnlyList<CtcClip> clips)
    {
        if (clips.Count == 1 || !Graph.TakesBatches)
        {
            foreach (CtcClip clip in clips)
            {
                using AudioSlice samples = clip.Samples();
                clip.Scores = Score(call, head, samples.Samples, clip.Scale, clip.Watches);
            }

            return;
        }

        long start = Stopwatch.GetTimestamp();
        (long[] Shape, long Length)[] shapes = [.. clips.Select(clip => Shape(clip.Length))];
        long[] longest = shapes.MaxBy(clip => clip.Shape[0]).Shape;
        int stride = checked((int)Size(longest));
        using TensorBuffer features = new(TensorElementType.Float, (long)stride * clips.Count);
        features.Clear();
        for (int index = 0; index < clips.Count; index++)
        {
            using AudioSlice samples = clips[index].Samples();
            FrontEnd.Compute(samples.Samples, clips[index].Scale, features.Span<float>().Slice(index * stride, (int)Size(shapes[index].Shape)));
        }

        long featuresDone = Stopwatch.GetTimestamp();
        IReadOnlyList<CtcScores> scores = Graph.Score(
            call, head, features, longest, [.. shapes.Select(clip => clip.Length)], [.. shapes.Select(clip => clip.Shape[0])], [.. clips.Select(clip => FrontEnd.Frames(clip.Length))]);
        TimeSpan featuresTime = Stopwatch.GetElapsedTime(start, featuresDone) / clips.Count, graphTime = Stopwatch.GetElapsedTime(featuresDone) / clips.Count;
        for (int index = 0; index < clips.Count; index++)
        {
            clips[index].Scores = scores[index];
            clips[index].Watches.Add(featuresTime, graphTime);
        }
    }

    public void Dispose()
    {
        Graph.Dispose();
        Heads.Dispose();
        LanguageModel?.Dispose();
        VoiceActivity.Dispose();
    }

    // The input's shape for a clip, and how much of its first dimension is the clip's own.
    private (long[] Shape, long Length) Shape(int samples)
    {
        long[] shape = FrontEnd.Shape(samples);
        long length = shape[0];
        if (Graph.HearsEnds)
            shape[0] = FrontEnd.Ends(samples);
        return (shape, length);
    }

    private static long Size(long[] shape) => shape.Aggregate(1L, (size, dimension) => size * dimension);
}

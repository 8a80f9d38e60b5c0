namespace Speech.Sdk;

/// <summary>Finds the stretches in which labels are active.</summary>
internal static class ActivityFinder
{
    /// <summary>The stretches of all labels by their beginning, none of which ends behind the recording.</summary>
    public static IReadOnlyList<LabelActivity> Find(FrameProbabilities frames, TimeSpan duration, ActivityOptions options) =>
    [
        .. Enumerable.Range(0, frames.Labels.Count).SelectMany(label => OfLabel(frames, label, duration, options)).OrderBy(activity => activity.Start),
    ];

    private static IEnumerable<LabelActivity> OfLabel(FrameProbabilities frames, int label, TimeSpan duration, ActivityOptions options)
    {
        List<(int Start, int End)> stretches = [];
        for (int frame = 0; frame < frames.Count; frame++)
        {
            if (frames[frame][label] <= options.Threshold)
                continue;
            // A stretch that goes on, or one behind a pause too short to count.
            if (stretches.Count > 0 && (stretches[^1].End == frame || Time(frame - stretches[^1].End) < options.MinimumPause))
                stretches[^1] = (stretches[^1].Start, frame + 1);
            else
                stretches.Add((frame, frame + 1));
        }

        return stretches
            .Where(stretch => Time(stretch.End - stretch.Start) >= options.MinimumDuration)
            .Select(stretch => new LabelActivity(frames.Labels[label], Time(stretch.Start), Earlier(Time(stretch.End), duration), Mean(frames, label, stretch)));

        TimeSpan Time(int count) => count * frames.Resolution;
    }

    private static double Mean(FrameProbabilities frames, int label, (int Start, int End) stretch)
    {
        double sum = 0;
        for (int frame = stretch.Start; frame < stretch.End; frame++)
            sum += frames[frame][label];
        return sum / (stretch.End - stretch.Start);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

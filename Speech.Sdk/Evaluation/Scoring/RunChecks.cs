using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>Finds what keeps runs from being scored together.</summary>
internal static class RunChecks
{
    private const int ShownCharacters = 40;

    /// <exception cref="SpeechException">There is no run, two have one name, a clip is there twice, or it is not the same clip in all runs.</exception>
    public static void Validate(IReadOnlyList<RunResults> runs)
    {
        if (runs.Count == 0)
            throw new SpeechException("There is no run to report of; give the results of at least one.");
        if (runs.CountBy(run => run.Run.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new SpeechException($"Two runs are called '{twice}'; give each a name of its own.");

        Dictionary<string, (EvaluationClip Clip, RunResults Run)> known = [];
        foreach (RunResults run in runs)
        {
            HashSet<string> ids = [];
            foreach (EvaluationClip clip in run.Clips.Select(result => result.Clip))
            {
                if (!ids.Add(clip.Id))
                    throw new SpeechException($"Run '{run.Run.Name}' has clip '{clip.Id}' twice; give each clip an id of its own.");
                if (!known.TryAdd(clip.Id, (clip, run)))
                    ValidateSame(known[clip.Id].Clip, known[clip.Id].Run.Run.Name, clip, run.Run.Name);
            }
        }
    }

    private static void ValidateSame(EvaluationClip clip, string run, EvaluationClip other, string otherRun)
    {
        if (clip.Reference != other.Reference)
        {
            int place = clip.Reference.AsSpan().CommonPrefixLength(other.Reference);
            throw new SpeechException(
                $"Clip '{clip.Id}' has two references, which differ from character {place + 1} on: '{Shown(clip.Reference, place)}' in run '{run}' and "
                + $"'{Shown(other.Reference, place)}' in run '{otherRun}'. Score runs together that were made with the same references.");
        }

        if (clip.Language != other.Language)
        {
            throw new SpeechException(
                $"Clip '{clip.Id}' has language '{clip.Language}' in run '{run}' and '{other.Language}' in run '{otherRun}', and would be normalised differently. "
                + "Score runs together that were made with the same manifest.");
        }
    }

    private static string Shown(string text, int place)
    {
        int start = Math.Max(0, place - (ShownCharacters / 2)), end = Math.Min(text.Length, start + ShownCharacters);
        return (start > 0 ? "…" : "") + text[start..end] + (end < text.Length ? "…" : "");
    }
}

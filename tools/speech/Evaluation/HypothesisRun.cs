using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Cli.Evaluation;

/// <summary>Texts that were made elsewhere, as a run.</summary>
internal static class HypothesisRun
{
    /// <param name="file">The file, and what its run is called.</param>
    /// <param name="reading">How it is read.</param>
    /// <param name="all">All clips of the inputs in their order, which texts without names follow.</param>
    /// <param name="chosen">Those that are scored.</param>
    /// <param name="note">Tells of texts that belong to no clip.</param>
    public static RunResults Read(NamedValue file, HypothesisOptions reading, IReadOnlyList<EvaluationClip> all, IReadOnlyList<EvaluationClip> chosen, Action<string> note)
    {
        HypothesisTexts texts = HypothesisFile.Read(file.Value, all, reading);
        if (texts.Unmatched.Count is > 0 and int count)
            note($"{file.Name}: {(count == 1 ? "1 text belongs to no clip and is" : $"{count} texts belong to no clip and are")} left out.");
        ClipResult[] results = [.. chosen.Select(clip => texts.Texts.TryGetValue(clip.Id, out string? text)
            ? new ClipResult { Clip = clip, Hypothesis = text }
            : new ClipResult { Clip = clip, Error = $"{file.Value} holds no text of it" })];
        return new RunResults(new RunInfo { Name = file.Name }, results, Wall: null);
    }
}

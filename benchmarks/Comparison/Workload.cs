using Speech.Sdk.Audio;
using Speech.Sdk.Evaluation;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>Clips of one set and one language, which an engine may be given in one process.</summary>
/// <param name="Set">What the set is called.</param>
/// <param name="Language">The code of the spoken language, or <c>auto</c> where it is unknown.</param>
/// <param name="Clips">The clips; each is all of its recording.</param>
/// <param name="Audio">Their length together.</param>
internal sealed record Workload(string Set, string Language, IReadOnlyList<EvaluationClip> Clips, TimeSpan Audio)
{
    private const int SampleRate = 16_000;

    public string Title => $"{Set} ({Language})";

    /// <summary>The workloads of some clips, in the clips' order.</summary>
    /// <exception cref="SpeechException">A recording is missing, or a clip is a part of one, which programs cannot be given as a file.</exception>
    public static IReadOnlyList<Workload> Of(IReadOnlyList<EvaluationClip> clips)
    {
        if (clips.FirstOrDefault(clip => clip.Range is not null) is { } part)
            throw new SpeechException($"The clip '{part.Id}' is a part of a recording; expected clips that are files of their own.");
        if (clips.FirstOrDefault(clip => !File.Exists(clip.AudioPath)) is { } missing)
            throw new SpeechException($"The clip '{missing.Id}' has no recording at '{missing.AudioPath}'; expected a file there.");
        return [.. clips
            .GroupBy(clip => (clip.Set, Language: clip.Language ?? "auto"))
            .Select(group => new Workload(group.Key.Set, group.Key.Language, [.. group], group.Aggregate(TimeSpan.Zero, (sum, clip) => sum + Length(clip))))];
    }

    /// <summary>The clips of one process each.</summary>
    public IEnumerable<IReadOnlyList<EvaluationClip>> Processes(bool takesMany) => takesMany ? [Clips] : Clips.Select(clip => (IReadOnlyList<EvaluationClip>)[clip]);

    private static TimeSpan Length(EvaluationClip clip) =>
        clip.Duration ?? TimeSpan.FromSeconds(AudioSource.FromFile(clip.AudioPath!).ReadAll(SampleRate).Length / (double)SampleRate);
}

using Speech.Sdk.Audio;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>The clips that recordings are made of.</summary>
/// <param name="Description">What they are, for who reads the figures.</param>
/// <param name="Clips">At least one.</param>
internal sealed record SpokenClips(string Description, IReadOnlyList<AudioSource> Clips)
{
    /// <summary>The clips of lists and folders that <c>speech evaluate</c> reads.</summary>
    /// <param name="manifests">The lists and folders.</param>
    /// <param name="language">Only the clips of this language. <value>null: all, which must be of one.</value></param>
    /// <exception cref="SpeechException">There are none, they are of several languages, or one has no recording.</exception>
    public static SpokenClips OfManifests(IReadOnlyList<string> manifests, string? language)
    {
        EvaluationClip[] all = [.. EvaluationInput.Read(manifests).Clips];
        EvaluationClip[] clips = [.. all.Where(clip => language is null || clip.Language == language)];
        string[] languages = [.. all.Select(clip => clip.Language ?? "unknown").Distinct().Order(StringComparer.Ordinal)];
        if (clips.Length == 0)
            throw new SpeechException($"No clip is in '{language}'; there are clips in {string.Join(", ", languages)}.");
        if (language is null && languages.Length > 1)
            throw new SpeechException($"The clips are in {string.Join(", ", languages)}, and a recording of several languages has other costs; choose one with --language.");
        if (clips.FirstOrDefault(clip => !File.Exists(clip.AudioPath)) is { } missing)
            throw new SpeechException($"The clip '{missing.Id}' has no recording at '{missing.AudioPath}'; expected a file there.");
        return new SpokenClips(
            $"{clips.Length} clips of {string.Join(", ", clips.Select(clip => clip.Set).Distinct())} ({language ?? languages[0]})",
            [.. clips.Select(clip => clip.Range is { } range ? AudioSource.FromFile(clip.AudioPath!).Slice(range) : AudioSource.FromFile(clip.AudioPath!))]);
    }

    /// <summary>Recordings, all of each.</summary>
    public static SpokenClips OfFiles(IReadOnlyList<string> files) => new($"{files.Count} recordings, {string.Join(", ", files.Select(Path.GetFileName))}", [.. files.Select(AudioSource.FromFile)]);

    /// <summary>The repository's English sample, which is too little for figures that say something.</summary>
    public static SpokenClips OfRepository() => new(
        "the sample printing.flac again and again, which is no natural speech: the decoder may take it for a loop and try again, so costs are too high", [AudioSource.FromFile(SampleSpeech.Sample("printing"))]);
}

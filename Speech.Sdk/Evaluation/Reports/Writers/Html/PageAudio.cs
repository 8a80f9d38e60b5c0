namespace Speech.Sdk.Evaluation.Reports.Writers.Html;

/// <summary>The recordings of a report, each once, and which of them the page holds.</summary>
internal sealed class PageAudio
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private PageAudio(IReadOnlyList<PageAudioFile> files)
    {
        Files = files;
        for (int number = 0; number < files.Count; number++)
            _numbers.Add(files[number].Path, number);
    }

    public IReadOnlyList<PageAudioFile> Files { get; }

    public static PageAudio Of(EvaluationReport report, HtmlReportOptions options)
    {
        if (options.Audio == HtmlAudio.None)
            return new([]);
        List<PageAudioFile> files = [];
        // The clips that went wrong are the ones to be heard: as many errors as possible come before the limit does.
        long room = options.MaxEmbeddedBytes;
        foreach ((PageAudioFile file, long _) in Found(report, options).OrderByDescending(found => (double)found.Errors / Math.Max(1, found.File.Bytes)))
        {
            bool fits = !file.IsEmbedded || file.Bytes <= room;
            files.Add(fits ? file : file with { Problem = PageAudioFile.OverLimit });
            room -= file.IsEmbedded && fits ? file.Bytes : 0;
        }

        return new(files);
    }

    /// <summary>The place of a recording in <see cref="Files"/>; null where the page does without it.</summary>
    public int? Find(string? path) => path is not null && _numbers.TryGetValue(path, out int number) ? number : null;

    private static IEnumerable<(PageAudioFile File, long Errors)> Found(EvaluationReport report, HtmlReportOptions options) =>
        report.Runs.SelectMany(run => run.Clips).Where(clip => clip.Result.Clip.AudioPath is not null).GroupBy(clip => clip.Result.Clip.AudioPath!)
            .Select(clips => (PageAudioFile.Of(clips.Key, options), clips.Sum(clip => clip.Words.Counts.Errors)));
}

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
        long left = options.Audio == HtmlAudio.Embed ? options.MaxEmbeddedBytes : 0;
        // The clips that went wrong are the ones to be heard, so they come before the limit does.
        IEnumerable<string> paths = report.Runs.SelectMany(run => run.Clips).Where(clip => clip.Result.Clip.AudioPath is not null)
            .GroupBy(clip => clip.Result.Clip.AudioPath!).OrderByDescending(file => file.Sum(clip => clip.Words.Counts.Errors)).Select(file => file.Key);
        List<PageAudioFile> files = [];
        foreach (string path in paths)
        {
            PageAudioFile file = PageAudioFile.Of(path, options, left);
            if (file.IsEmbedded)
                left -= file.Bytes;
            files.Add(file);
        }

        return new(files);
    }

    /// <summary>The place of a recording in <see cref="Files"/>; null where the page does without it.</summary>
    public int? Find(string? path) => path is not null && _numbers.TryGetValue(path, out int number) ? number : null;
}

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The kinds of texts made elsewhere, in the order in which they are tried; the last takes every file.</summary>
internal static class HypothesisReaders
{
    public static IReadOnlyList<IHypothesisReader> All { get; } =
    [
        new TextFolderHypotheses(),
        new JsonLinesHypotheses(),
        new TableHypotheses("csv", DelimitedRows.Csv),
        new TableHypotheses("tsv", DelimitedRows.Tsv),
        new CtmHypotheses(),
        new TrnHypotheses(),
        new KaldiHypotheses(),
        new LineHypotheses(),
    ];

    /// <exception cref="SpeechException">There is no such kind, or it reads files and a folder was given, or the other way round.</exception>
    public static IHypothesisReader For(string path, ClipIndex clips, string? kind)
    {
        if (kind is null)
            return All.First(reader => reader.Recognizes(path, clips));
        IHypothesisReader found = All.FirstOrDefault(reader => reader.Kind == kind)
            ?? throw new InvalidOptionException(
                $"Kind is '{kind}'; expected one of {string.Join(", ", All.Select(reader => reader.Kind))}, or none to find it out by looking.");
        (string given, string other) = Directory.Exists(path) ? ("folder", "file") : ("file", "folder");
        return found is TextFolderHypotheses == Directory.Exists(path)
            ? found
            : throw new SpeechException($"{path}: is a {given}; expected a {other} for the kind '{kind}'.");
    }
}

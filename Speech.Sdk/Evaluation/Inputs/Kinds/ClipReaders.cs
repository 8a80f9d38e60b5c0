namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The kinds of inputs in the order in which they are tried: what says most of itself first.</summary>
internal static class ClipReaders
{
    public static IReadOnlyList<IClipReader> All { get; } =
    [
        new JsonLinesReader(),
        new LjSpeechReader(),
        new CsvReader(),
        new CommonVoiceReader(),
        new FleursReader(),
        new TsvReader(),
        new KaldiReader(),
        new LibriSpeechReader(),
        new TextFilesReader(),
    ];

    /// <exception cref="InvalidOptionException">There is no such kind.</exception>
    public static IReadOnlyList<IClipReader> Of(string? kind)
    {
        if (kind is null)
            return All;
        IClipReader[] found = [.. All.Where(reader => reader.Kind == kind)];
        return found.Length > 0
            ? found
            : throw new InvalidOptionException(
                $"Kind is '{kind}'; expected one of {string.Join(", ", All.Select(reader => reader.Kind))}, or none to find it out by looking.");
    }
}

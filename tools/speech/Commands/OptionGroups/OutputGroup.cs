using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Where the text goes and what it looks like there.</summary>
internal sealed class OutputGroup : IOptionGroup
{
    private static readonly string[] Formats = ["txt", "json", "jsonl", "srt", "vtt", "tsv", "csv", "lrc"];

    private readonly Option<IReadOnlyList<string>?> _formats = CommandOption.Choices(
        "--format", "How to write it; several with --output. [default: txt]", Formats, "-f");

    private readonly Option<string?> _output = CommandOption.Text("--output", "DIR", "Write DIR/<name>.<format>, not to standard output.", "-o");
    private readonly Option<bool> _resume = CommandOption.Flag("--resume", "With --output: go on where an earlier run was stopped; skip what it finished.");
    private readonly Option<int?> _maxLineWidth = CommandOption.Whole("--max-line-width", "Characters a line of subtitles. [default: no limit]");
    private readonly Option<int?> _maxLineCount = CommandOption.Whole("--max-line-count", "With --max-line-width: lines a subtitle, across segments.");
    private readonly Option<int?> _maxWordsPerLine = CommandOption.Whole("--max-words-per-line", "Words a subtitle. [default: no limit]");
    private readonly Option<bool> _highlightWords = CommandOption.Flag("--highlight-words", "Underline each word of a subtitle while it is spoken.");
    private readonly Option<bool> _quiet = CommandOption.Flag("--quiet", "No progress and no notes on standard error; errors still.", "-q");

    /// <param name="isLive">Whether it is live audio's, which is written as text or as an object an update.</param>
    public OutputGroup(bool isLive = false)
    {
        // The other formats are parsed all the same, to be refused with a word on live audio.
        if (isLive)
            (_formats.HelpName, _formats.Description) = ("txt|jsonl", "How to write it. [default: txt]");
    }

    public string Title => "Output";

    public IReadOnlyList<Option> Options => [_formats, _output, _resume, _maxLineWidth, _maxLineCount, _maxWordsPerLine, _highlightWords, _quiet];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        IReadOnlyList<string> names = FormatNames(parsed);
        if (names.Distinct().Count() < names.Count)
            yield return $"--format: '{string.Join(',', names)}' was given; expected every format once.";
        if (names.Count > 1 && Folder(parsed) is null)
            yield return $"--format: '{string.Join(',', names)}' was given without --output; standard output takes one format, so give --output DIR too.";
        if (Resumes(parsed) && Folder(parsed) is null)
            yield return "--resume was given without --output; what is done is kept in that folder, so give --output DIR too.";
        if (SubtitleOption(parsed) is { } option && !names.Any(name => name is "srt" or "vtt"))
            yield return $"{option} was given, but --format is {string.Join(',', names)}; it shapes srt and vtt, so add one of them or leave it out.";
        if (parsed.Holds(_maxLineCount) && !parsed.Holds(_maxLineWidth))
            yield return "--max-line-count was given without --max-line-width; lines break only at a width, so give both.";
        if (parsed.Holds(_maxLineCount) && parsed.Holds(_maxLineWidth) && parsed.Holds(_maxWordsPerLine))
            yield return "--max-words-per-line was given with --max-line-width and --max-line-count; expected words or lines, so leave one out.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) =>
        SubtitleOption(parsed) is { } option ? options.WithWordTimesFor(option) : options;

    /// <exception cref="InvalidOptionException">A subtitle option is out of range.</exception>
    public IReadOnlyList<ITranscriptWriter> Writers(ParseResult parsed)
    {
        SubtitleOptions subtitles = new()
        {
            MaxLineWidth = parsed.GetValue(_maxLineWidth),
            MaxLineCount = parsed.GetValue(_maxLineCount),
            MaxWordsPerLine = parsed.GetValue(_maxWordsPerLine),
            HighlightWords = parsed.GetValue(_highlightWords),
        };
        return [.. FormatNames(parsed).Select(name => TranscriptWriters.Find(name, subtitles)!)];
    }

    public string? Folder(ParseResult parsed) => parsed.GetValue(_output);

    public bool Resumes(ParseResult parsed) => parsed.GetValue(_resume);

    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    public IReadOnlyList<string> FormatNames(ParseResult parsed) => parsed.GetValue(_formats) ?? ["txt"];

    private string? SubtitleOption(ParseResult parsed) =>
        new Option[] { _maxLineWidth, _maxLineCount, _maxWordsPerLine, _highlightWords }.FirstOrDefault(parsed.Holds)?.Name;
}

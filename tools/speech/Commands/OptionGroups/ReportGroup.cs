using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Evaluation;
using Speech.Sdk;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports.Writers;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Where results go and what reports look like.</summary>
internal sealed class ReportGroup : IOptionGroup
{
    private static readonly string[] Formats = [.. ReportWriters.All.Select(writer => writer.Format)];
    private static readonly string[] InFiles = [.. Formats.Except([ReportWriters.Text.Format])];

    private readonly Option<string?> _output = CommandOption.Text("--output", "DIR", "Keep results there, to go on after a stop, and write reports.", "-o");
    private readonly Option<string?> _format = CommandOption.Choice("--format", "What is printed. [default: txt]", Formats, "-f");
    private readonly Option<IReadOnlyList<string>?> _reports = CommandOption.Choices("--reports", "What is written into DIR. [default: all of them]", InFiles);
    private readonly Option<string?> _audio = CommandOption.Choice("--audio", "The clips' sound in the HTML page. [default: embed, up to --audio-limit]", ["embed", "link", "none"]);
    private readonly Option<int?> _audioLimit = CommandOption.Whole("--audio-limit", "MiB of sound in the page; what is beyond is linked. [default: 32]");
    private readonly Option<bool> _quiet = CommandOption.Flag("--quiet", "No progress and no notes on standard error; errors still.", "-q");

    public string Title => "Output";

    public IReadOnlyList<Option> Options => [_output, _format, _reports, _audio, _audioLimit, _quiet];

    public string? Folder(ParseResult parsed) => parsed.GetValue(_output);

    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <exception cref="InvalidOptionException">A value is out of range.</exception>
    public ReportSettings Read(ParseResult parsed, ScoringOptions scoring, string? folder)
    {
        HtmlReportOptions standard = new();
        HtmlReportOptions page = standard with
        {
            Audio = parsed.GetValue(_audio) is { } audio ? Enum.Parse<HtmlAudio>(audio, ignoreCase: true) : standard.Audio,
            MaxEmbeddedBytes = parsed.GetValue(_audioLimit) is { } mebibytes ? (long)mebibytes << 20 : standard.MaxEmbeddedBytes,
            Folder = folder,
        };
        return new ReportSettings
        {
            Scoring = scoring,
            Folder = folder,
            Printed = ReportWriters.Find(parsed.GetValue(_format) ?? ReportWriters.Text.Format, page with { Folder = null })!,
            Written = [.. (parsed.GetValue(_reports) ?? InFiles).Select(name => ReportWriters.Find(name, page)!)],
        };
    }

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.Holds(_reports) && !parsed.Holds(_output))
            yield return "--reports was given without --output; they are files of that folder, so give --output DIR too.";
        if (parsed.GetValue(_audioLimit) is { } limit && limit is < 0 or > 256)
            yield return $"--audio-limit: {limit} was given; expected 0 to 256 MiB.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;
}

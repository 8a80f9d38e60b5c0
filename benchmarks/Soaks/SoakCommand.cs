using System.CommandLine;
using Speech.Sdk.Benchmarks.Plots;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Sdk.Benchmarks.Soaks;

/// <summary><c>soak</c>: whether memory stays on a plateau, over hours of a recording or of live audio, or over minutes by the clock under many callers.</summary>
internal sealed class SoakCommand : Command
{
    private const double Most = 10_000;

    private readonly Option<string> _model = new("--model", "-m") { Description = "A model's name or folder.", HelpName = "NAME|FOLDER", DefaultValueFactory = _ => ModelCatalogue.DefaultName };
    private readonly Option<double> _hours = new("--hours") { Description = "Hours of audio: one recording, a clip again and again.", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _live = new("--live") { Description = "The hours as live audio, as fast as it is heard." };
    private readonly Option<double?> _minutes = new("--minutes") { Description = "Instead: so long by the clock, callers who transcribe clips and give up half of their calls at random moments." };
    private readonly Option<int> _callers = new("--callers") { Description = "With --minutes: callers at a time.", DefaultValueFactory = _ => 16 };
    private readonly Option<int> _seed = new("--seed") { Description = "With --minutes: what the callers do follows from it.", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _files = new("--file") { Description = "The clips. [default: the repository's two English samples]", HelpName = "FILES", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _svg = new("--svg") { Description = "Writes a plot of memory there.", HelpName = "FILE" };

    private readonly TextWriter _output;

    public SoakCommand(TextWriter output)
        : base("soak", "Tells whether memory stays on a plateau; the exit code is 1 where it does not.")
    {
        _output = output;
        foreach (Option option in (Option[])[_model, _hours, _live, _minutes, _callers, _seed, _files, _svg])
            Options.Add(option);
        SetAction(RunAsync);
    }

    private void Check(ParseResult parsed)
    {
        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
        if (Given(_minutes) && (Given(_hours) || Given(_live)))
            throw new InvalidOptionException("--minutes goes by the clock, --hours and --live by audio; give either.");
        if (!Given(_minutes) && (Given(_callers) || Given(_seed)))
            throw new InvalidOptionException("--callers and --seed go with --minutes.");
        foreach ((Option option, double value) in ((Option, double)[])[(_minutes, parsed.GetValue(_minutes) ?? 1), (_hours, parsed.GetValue(_hours)), (_callers, parsed.GetValue(_callers))])
        {
            if (value is not (> 0 and <= Most))
                throw new InvalidOptionException(FormattableString.Invariant($"{option.Name} is {value}; expected a number above 0 and at most {Most}."));
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Check(parsed);
        string[] files = parsed.GetValue(_files) is { Length: > 0 } given ? given : [SampleSpeech.Sample("printing"), SampleSpeech.Sample("funeral")];
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(parsed.GetRequiredValue(_model), cancellationToken: cancellationToken);
        RecognizerInfo info = recognizer.Info;
        string what = $"{info.Model} ({info.Precision}) on {info.ExecutionProvider}, {Environment.ProcessorCount} cores";
        double hours = parsed.GetValue(_hours);
        TimeSpan length = parsed.GetValue(_minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromHours(hours);
        SoakLog log = new(_output, length);
        if (parsed.GetValue(_minutes) is not null)
        {
            what += FormattableString.Invariant($", {parsed.GetValue(_callers)} callers");
            _output.WriteLine(what);
            await new CallersSoak(recognizer, files, parsed.GetValue(_callers), parsed.GetValue(_seed), _output).RunAsync(length, log, cancellationToken);
        }
        else
        {
            SampleSpeech speech = SampleSpeech.OfFiles(files);
            what += FormattableString.Invariant($", {hours} h of a clip of {speech.ClipSeconds:0.0} s");
            _output.WriteLine(what);
            log.Begin();
            await (parsed.GetValue(_live)
                ? new LiveSoak(recognizer, speech, hours, _output).RunAsync(log, cancellationToken)
                : new RecordingSoak(recognizer, speech, hours, _output).RunAsync(log, cancellationToken));
        }

        bool plateau = log.TryJudge(out string verdict);
        _output.WriteLine(verdict);
        if (parsed.GetValue(_svg) is { } svg)
            File.WriteAllText(svg, SvgFigure.Of(what, [log.ToPlot()]));
        return plateau ? 0 : 1;
    }
}

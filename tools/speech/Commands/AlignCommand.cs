using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Inputs;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Alignments.Writers;

namespace Speech.Cli.Commands;

/// <summary><c>speech align AUDIO TEXTFILE</c>: where the words of a known text are in its recording.</summary>
internal sealed class AlignCommand : Command
{
    private readonly Argument<string> _audio = new("AUDIO") { Description = "The recording: a path, or - for standard input." };

    private readonly Argument<string?> _textFile = new("TEXTFILE")
    {
        Description = "Its text in UTF-8, a subtitle a line: a path, or - for standard input.", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _text = CommandOption.Text("--text", "TEXT", "The text itself, instead of TEXTFILE.");

    private readonly ModelOptions _model = new(new Option<string>("--model", "-m")
    {
        Description = "A CTC model's ORG/NAME on the Hugging Face hub, its exported folder, or its checkpoint folder. Downloaded and converted on first use.", HelpName = "FOLDER|ORG/NAME", Required = true,
    });

    private readonly Option<string?> _language = CommandOption.Text("--language", "CODE", "The spoken language, for models of many (MMS).", "-l");

    private readonly Option<string?> _untranscribed = CommandOption.Choice(
        "--untranscribed", "Where there may be speech that the text leaves out. [default: ends]", ["ends", "lines", "none"]);

    private readonly Option<string?> _format = CommandOption.Choice("--format", "How to write it. [default: as FILE ends, or srt]", [.. AlignmentWriters.Formats], "-f");
    private readonly Option<string?> _output = CommandOption.Text("--output", "FILE", "Write FILE instead of standard output.", "-o");
    private readonly Option<bool> _characters = CommandOption.Flag("--characters", "The times of characters too, in json and textgrid.");
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error; errors still." };

    public AlignCommand(CliEnvironment environment, ErrorLines errors)
        : base("align", "Finds the words of a known text in its recording, with a CTC model.")
    {
        Arguments.Add(_audio);
        Arguments.Add(_textFile);
        foreach (Option option in (IEnumerable<Option>)[_text, .. _model.All, _language, _untranscribed, _format, _output, _characters, _quiet])
            Options.Add(option);
        SetAction((parsed, cancellation) => RunAsync(parsed, environment, errors, cancellation));
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, ErrorLines errors, CancellationToken cancellationToken)
    {
        FileArguments.RejectOptions(parsed, _audio);
        FileArguments.RejectOptions(parsed, _textFile);
        string audio = parsed.GetRequiredValue(_audio);
        string text = TextSource.Read(parsed.GetValue(_textFile), parsed.GetValue(_text), audio, environment.OpenInput);
        bool quiet = parsed.GetValue(_quiet);
        ModelChoice choice = _model.Read(parsed);
        AlignmentOptions options = new() { Untranscribed = Untranscribed(parsed), Language = parsed.GetValue(_language) };
        options.Validate();
        List<InputFile> inputs = InputFiles.Expand([audio], errors);
        if (inputs.Count == 0)
            return ExitCode.Failure;
        if (inputs.Count > 1)
            throw new InvalidOptionException($"{audio} is {inputs.Count} recordings; a text belongs to one.");
        AlignmentOutput output = AlignmentOutput.Open(parsed.GetValue(_output), parsed.GetValue(_format), parsed.GetValue(_characters), inputs[0], parsed.GetValue(_textFile));

        ModelResolver resolver = new(environment, quiet ? _ => { } : note => environment.Error.WriteLine($"note: {note}"), quiet);
        IForcedAligner aligner = await Task.Run(() => resolver.LoadAlignerAsync(choice, cancellationToken), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        using ModelSession<IForcedAligner> session = new(aligner, RecognizerSession.DefaultGrace);
        EachFile<Alignment> each = new(errors, ProgressDisplays.Create(environment, quiet))
        {
            Hear = (input, progress, stop) => session.RunAsync(
                model => model.AlignAsync(AudioSources.Open(input, environment.OpenInput), text, options with { Progress = progress }, stop), stop),
            Print = (input, alignment) =>
            {
                output.Write(environment.Output, alignment);
                foreach (string warning in alignment.Warnings)
                    environment.Error.WriteLine($"warning: {input.DisplayName}: {warning}");
            },
        };
        return await each.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    private UntranscribedAudio Untranscribed(ParseResult parsed) => parsed.GetValue(_untranscribed) switch
    {
        "lines" => UntranscribedAudio.BetweenLines,
        "none" => UntranscribedAudio.None,
        _ => UntranscribedAudio.AtEnds,
    };
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Speech.Cli.Commands;
using Speech.Cli.Commands.Evaluate;
using Speech.Cli.Live;
using Speech.Cli.Terminal;
using Speech.Sdk;

namespace Speech.Cli;

/// <summary>Parses the arguments, runs the command and turns every way it can end into an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand CreateRoot(CliEnvironment environment, ErrorLines errors)
    {
        TranscribeCommand transcribe = new();
        transcribe.SetAction((parsed, stop) => transcribe.IsLive(parsed)
            ? TranscribeLiveAsync(environment, transcribe, parsed, errors, stop)
            : new Transcription(environment, transcribe.Read(parsed), errors).RunAsync(stop));
        RootCommand root = new("Turns speech into text.")
        {
            transcribe, new ListenCommand(environment, errors), new AlignCommand(environment, errors), new ClassifyCommand(environment, errors),
            new EmbedCommand(environment, errors), new VerifyCommand(environment, errors), new LanguagesCommand(environment, errors),
            new EvaluateCommand(environment, errors), ModelsCommand.Create(environment), DevicesCommand.Create(environment), ConvertCommand.Create(environment),
            PullCommand.Create(environment),
        };
        // Directives would take a file name in brackets for theirs.
        root.Directives.Clear();
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        ErrorLines errors = new(environment.Error, showTraces: environment.Variable("SPEECH_DEBUG") == "1");
        ParseResult? parsed = null;
        try
        {
            // No response files: "@name" is a file's name like any other.
            parsed = CreateRoot(environment, errors).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
                return ReportUsage(parsed, errors);
            InvocationConfiguration configuration = new()
            {
                Output = environment.Output, Error = environment.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            };
            int exitCode = await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
            StandardOutput.Write(environment.Output, "");
            return exitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (StandardOutput.ReaderHasLeft(exception))
        {
            return ExitCode.Success;
        }
        catch (InvalidOptionException exception) when (parsed is not null)
        {
            errors.Add(exception, OptionNames.Rewrite(exception.Message, parsed));
            return ExitCode.Failure;
        }
        catch (Exception exception) when (ErrorLines.IsExpected(exception))
        {
            errors.Add(exception);
            return ExitCode.Failure;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user sees one line, not a trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            errors.AddBug(null, exception);
            return ExitCode.Bug;
        }
    }

    private static async Task<int> TranscribeLiveAsync(
        CliEnvironment environment, TranscribeCommand transcribe, ParseResult parsed, ErrorLines errors, CancellationToken stop)
    {
        (LiveSettings settings, (int, int)? raw) = transcribe.ReadLive(parsed);
        using StandardInput source = new(environment.OpenInput, raw);
        return await new LiveRun(environment, settings, errors).RunAsync(source, stop).ConfigureAwait(false);
    }

    private static int ReportUsage(ParseResult parsed, ErrorLines errors)
    {
        string command = PathOf(parsed.CommandResult);
        IEnumerable<string> messages = parsed.UnmatchedTokens.Count > 0
            ? parsed.UnmatchedTokens.Select(token => $"'{token}' is not a command or an option of '{command}'.")
            : parsed.Errors.Select(error => error.Message);
        foreach (string message in messages.Distinct())
            errors.Add(message);
        errors.AddHint($"Run '{command} --help' for usage.");
        return ExitCode.Failure;
    }

    /// <summary>The command as it is written, for example <c>speech evaluate merge</c>.</summary>
    public static string PathOf(CommandResult result) =>
        result.Command is RootCommand ? "speech" : $"{(result.Parent is CommandResult parent ? PathOf(parent) : "speech")} {result.Command.Name}";
}

using System.CommandLine;
using Speech.Sdk.Benchmarks.Comparison;
using Speech.Sdk.Benchmarks.CtcModels;
using Speech.Sdk.Benchmarks.KyutaiModels;
using Speech.Sdk.Benchmarks.Profiling;
using Speech.Sdk.Benchmarks.Scaling;
using Speech.Sdk.Benchmarks.Soaks;

namespace Speech.Sdk.Benchmarks;

/// <summary>The commands that have options and help of their own.</summary>
internal static class BenchmarkCommands
{
    private const int Failure = 2;
    private const int Cancelled = 130;

    /// <summary>Whether the arguments begin with one of the commands.</summary>
    public static bool Knows(string[] arguments) => arguments is [var first, ..] && Create(TextWriter.Null, TextWriter.Null).Subcommands.Any(command => command.Name == first);

    /// <summary>Runs a command; wrong input is one line and exit code 2.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            // No response files: an argument that begins with "@" is what it is.
            ParseResult parsed = Create(output, error).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
            int exitCode = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? Failure : exitCode;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception exception) when (exception is SpeechException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {exception.Message}");
            return Failure;
        }
    }

    private static RootCommand Create(TextWriter output, TextWriter error) => new("Benchmarks of Speech.Sdk.")
    {
        new CompareCommand(output, error), new ProfileCommand(output), new ScalingCommand(output, error), new SoakCommand(output),
        new CtcBeamCommand(output), new CtcModelsCommand(output), new KyutaiModelsCommand(output),
    };
}

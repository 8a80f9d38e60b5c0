using Speech.Cli.Inputs;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Commands;

/// <summary>
/// Runs a model over one file after the other and writes each result to standard output as soon as it is there; a broken file stops
/// nothing.
/// </summary>
internal sealed class FileByFile<TModel, TResult>(CliEnvironment environment, IResultTable<TResult> table, ErrorLines errors, bool quiet)
    where TModel : IDisposable
{
    /// <summary>Loads the model.</summary>
    public required Func<ModelResolver, CancellationToken, Task<TModel>> Load { get; init; }

    public required Func<TModel, AudioSource, IProgress<TranscriptionProgress>?, CancellationToken, Task<TResult>> Hear { get; init; }

    public required Func<TResult, IReadOnlyList<string>> Warnings { get; init; }

    public async Task<int> RunAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<InputFile> inputs = InputFiles.Expand(files, errors);
        if (inputs.Count == 0)
            return ExitCode.Failure;
        TModel model = await Task.Run(() => Load(new ModelResolver(environment, Note, quiet), cancellationToken), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        using ModelSession<TModel> session = new(model, RecognizerSession.DefaultGrace);
        bool first = true;
        EachFile<TResult> each = new(errors, ProgressDisplays.Create(environment, quiet))
        {
            Hear = (input, progress, stop) => session.RunAsync(
                model => Hear(model, AudioSources.Open(input, environment.OpenInput), progress, stop), stop),
            Print = (input, result) =>
            {
                StringWriter text = new() { NewLine = "\n" };
                table.Write(text, input, result, first, alone: inputs.Count == 1);
                first = false;
                StandardOutput.Write(environment.Output, text.ToString());
                foreach (string warning in Warnings(result))
                    environment.Error.WriteLine($"warning: {input.DisplayName}: {warning}");
            },
        };
        return await each.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    private void Note(string text)
    {
        if (!quiet)
            environment.Error.WriteLine($"note: {text}");
    }
}

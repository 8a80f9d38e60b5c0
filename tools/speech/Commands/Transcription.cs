using Speech.Cli.Inputs;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Commands;

/// <summary>
/// Runs <c>speech transcribe</c>: many files by one call, in which the model decodes them together; one after the other where each keeps a
/// journal. A broken file stops nothing.
/// </summary>
internal sealed class Transcription(CliEnvironment environment, TranscribeSettings settings, ErrorLines errors)
{
    private ResumableFolder? _resumable;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<InputFile> inputs = InputFiles.Expand(settings.Files, errors);
        if (inputs.Count == 0)
            return ExitCode.Failure;
        IResults results = settings.OutputFolder is { } folder
            ? FolderResults.Open(folder, settings.Writers, inputs)
            : new StandardOutputResults(environment.Output, settings.Writers.Single(), inputs.Count);
        _resumable = settings.Resumes && results is FolderResults files ? new ResumableFolder(files) : null;
        if (_resumable is { } folderOfBefore)
            inputs.RemoveAll(input => Skips(input, folderOfBefore));
        if (inputs.Count == 0)
            return errors.Any ? ExitCode.Failure : ExitCode.Success;
        using RecognizerSession session = new(await LoadAsync(inputs, cancellationToken).ConfigureAwait(false), RecognizerSession.DefaultGrace);
        // A journal is of one recording a call.
        return inputs.Count == 1 || (_resumable is not null && session.CanResume)
            ? await EachAsync(session, inputs, results, cancellationToken).ConfigureAwait(false)
            : await TogetherAsync(session, inputs, results, cancellationToken).ConfigureAwait(false);
    }

    private Task<int> EachAsync(RecognizerSession session, List<InputFile> inputs, IResults results, CancellationToken cancellationToken)
    {
        EachFile<Transcript> each = new(errors, ProgressDisplays.Create(environment, settings.Quiet))
        {
            Hear = (input, progress, stop) => session.TranscribeAsync(
                () => AudioSources.Open(input, environment.OpenInput),
                settings.Transcription with { Progress = progress, JournalPath = session.CanResume ? _resumable?.JournalOf(input) : null },
                stop),
            Print = (input, transcript) => Print(results, input, transcript),
        };
        return each.RunAsync(inputs, cancellationToken);
    }

    private async Task<int> TogetherAsync(RecognizerSession session, List<InputFile> inputs, IResults results, CancellationToken cancellationToken)
    {
        using SharedProgress? display = ProgressDisplays.CreateShared(environment, settings.Quiet, inputs.Count);
        FilesTogether together = new(errors, display)
        {
            InOrder = results.InOrder,
            Hear = (files, progress, take, stop) => session.TranscribeEachAsync(
                () => [.. files.Select(input => AudioSources.Open(input, environment.OpenInput))], settings.Transcription with { Progress = progress }, take, stop),
            Print = (input, transcript) => Print(results, input, transcript),
        };
        return await together.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    private bool Skips(InputFile input, ResumableFolder resumable)
    {
        bool done = resumable.IsDone(input);
        if (done)
            Note($"{input.DisplayName}: its results are there and newer; skipped (--resume).");
        return done;
    }

    private Task<ISpeechRecognizer> LoadAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        RecognizerOptions recognizer = settings.Recognizer with { Workers = settings.Recognizer.Workers ?? (_resumable is null ? SuitableWorkers.For(inputs, settings.Transcription) : 1) };
        ModelResolver resolver = new(environment, Note, settings.Quiet);
        return Task.Run(() => resolver.LoadAsync(new ModelChoice(settings.Model, settings.Precision, recognizer) { Verbose = settings.Verbose }, cancellationToken), cancellationToken)
            .WaitAsync(cancellationToken);
    }

    private void Print(IResults results, InputFile input, Transcript transcript)
    {
        foreach (string warning in transcript.Diagnostics.Warnings)
            environment.Error.WriteLine($"warning: {input.DisplayName}: {warning}");
        if (results.Write(input, transcript) is { Count: > 0 } written && environment.ErrorIsTerminal)
            Note($"{input.DisplayName}: written to {string.Join(", ", written)}.");
    }

    private void Note(string text)
    {
        if (!settings.Quiet)
            environment.Error.WriteLine($"note: {text}");
    }
}

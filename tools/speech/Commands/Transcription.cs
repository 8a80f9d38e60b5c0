using Speech.Cli.Inputs;
using Speech.Cli.Models;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Commands;

/// <summary>
/// Runs <c>speech transcribe</c>: one file after the other, so that a result is out as soon as it can be, or as many at once as share a
/// model's steps. A broken file stops nothing.
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
        using RecognizerSession session = new(await LoadAsync(cancellationToken).ConfigureAwait(false), RecognizerSession.DefaultGrace);
        int atOnce = Math.Min(Math.Min(session.ConcurrentRecordings, settings.Transcription.BatchSize), inputs.Count);
        EachFile<Transcript> each = new(errors, ProgressDisplays.Create(environment, settings.Quiet, atOnce, inputs.Count))
        {
            AtOnce = atOnce,
            InOrder = results.InOrder,
            Hear = (input, progress, stop) => session.TranscribeAsync(
                () => AudioSources.Open(input, environment.OpenInput),
                settings.Transcription with { Progress = progress, JournalPath = session.CanResume ? _resumable?.JournalOf(input) : null },
                stop),
            Print = (input, transcript) => Print(results, input, transcript),
        };
        return await each.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    private bool Skips(InputFile input, ResumableFolder resumable)
    {
        bool done = resumable.IsDone(input);
        if (done)
            Note($"{input.DisplayName}: its results are there and newer; skipped (--resume).");
        return done;
    }

    private Task<ISpeechRecognizer> LoadAsync(CancellationToken cancellationToken)
    {
        ModelResolver resolver = new(environment, Note);
        return Task.Run(() => resolver.LoadAsync(settings.Model, settings.Precision, settings.Recognizer, cancellationToken), cancellationToken)
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

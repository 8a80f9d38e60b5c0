using Speech.Cli.Commands;
using Speech.Cli.Models;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>
/// Transcribes live audio until it ends or Ctrl-C; then the last words are still printed. A second Ctrl-C ends the process at once.
/// </summary>
internal sealed class LiveRun(CliEnvironment environment, LiveSettings settings, ErrorLines errors)
{
    public async Task<int> RunAsync(ILiveSource source, CancellationToken stop)
    {
        ModelResolver resolver = new(environment, Note);
        using ISpeechRecognizer recognizer = await Task.Run(
            () => resolver.LoadAsync(settings.Model, settings.Precision, settings.Recognizer, stop), stop).WaitAsync(stop).ConfigureAwait(false);
        using (source)
        {
            LiveAudio audio = source.Open(stop);
            try
            {
                await ShowAsync(recognizer.StreamAsync(audio, settings.Streaming, CancellationToken.None), audio.Name).ConfigureAwait(false);
            }
            catch (AudioFormatException) when (stop.IsCancellationRequested)
            {
                // Stopped before any audio came.
                return ExitCode.Cancelled;
            }
            catch (AudioFormatException) when (source.Failure() is { } failure)
            {
                errors.Add(failure);
                return ExitCode.Failure;
            }

            if (stop.IsCancellationRequested)
                return ExitCode.Cancelled;
            if (source.Failure() is { } end)
                errors.Add(end);
            return errors.Any ? ExitCode.Failure : ExitCode.Success;
        }
    }

    private async Task ShowAsync(IAsyncEnumerable<TranscriptUpdate> updates, string name)
    {
        ILiveDisplay display = settings.Json
            ? new LiveJson(environment.Output, environment.Error, name)
            : new LiveText(environment.Output, environment.Error, environment.ErrorIsTerminal && !settings.Quiet, environment.ErrorWidth);
        await foreach (TranscriptUpdate update in updates.ConfigureAwait(false))
        {
            display.Show(update);
            if (update.Note is { } note && !settings.Quiet)
                display.Tell($"note: {note}");
            foreach (string warning in update.Transcript?.Diagnostics.Warnings ?? [])
                display.Tell($"warning: {name}: {warning}");
        }
    }

    private void Note(string text)
    {
        if (!settings.Quiet)
            environment.Error.WriteLine($"note: {text}");
    }
}

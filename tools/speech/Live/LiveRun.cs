using System.Globalization;
using Speech.Cli.Commands;
using Speech.Cli.Models;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>
/// Transcribes live audio until it ends or Ctrl-C; then the last words are still printed, or its state is kept for them to come later. A second
/// Ctrl-C ends the process at once.
/// </summary>
internal sealed class LiveRun(CliEnvironment environment, LiveSettings settings, ErrorLines errors)
{
    // An end that takes no longer needs no explanation.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private bool _isLate;

    public async Task<int> RunAsync(ILiveSource source, CancellationToken stop)
    {
        ModelResolver resolver = new(environment, Note, settings.Quiet);
        using ISpeechRecognizer recognizer = await Task.Run(
            () => resolver.LoadAsync(new ModelChoice(settings.Model, settings.Precision, settings.Recognizer) { Verbose = settings.Verbose }, stop), stop).WaitAsync(stop).ConfigureAwait(false);
        using (source)
        {
            LiveAudio audio = source.Open(breaksOff: settings.Streaming.StatePath is not null, stop);
            try
            {
                await ShowAsync(recognizer.StreamAsync(audio, settings.Streaming, CancellationToken.None), audio.Name, stop).ConfigureAwait(false);
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

    private async Task ShowAsync(IAsyncEnumerable<TranscriptUpdate> updates, string name, CancellationToken stop)
    {
        ILiveDisplay display = settings.Json
            ? new LiveJson(environment.Output, environment.Error, name)
            : new LiveText(environment.Output, environment.Error, environment.ErrorIsTerminal && !settings.Quiet, environment.ErrorWidth);
        try
        {
            await ShowAsync(updates, display, name, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            display.End();
            // Of a stream that was stopped before any audio came nothing is kept.
            if (File.Exists(settings.Streaming.StatePath))
                Note($"{settings.Streaming.StatePath}: the stream's state is kept there; the same command goes on with it.");
            throw;
        }
        finally
        {
            display.End();
        }
    }

    private async Task ShowAsync(IAsyncEnumerable<TranscriptUpdate> updates, ILiveDisplay display, string name, CancellationToken stop)
    {
        bool goesOn = settings.Streaming.StatePath is { } state && File.Exists(state);
        TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Timer timer = new(_ => late.TrySetResult());
        await using CancellationTokenRegistration asked = stop.UnsafeRegister(_ => timer.Change(Patience, Timeout.InfiniteTimeSpan), null);
        await using IAsyncEnumerator<TranscriptUpdate> stream = updates.GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(stream, late.Task, display).ConfigureAwait(false))
        {
            TranscriptUpdate update = stream.Current;
            if (goesOn)
                Tell(display, string.Create(CultureInfo.InvariantCulture, $"{settings.Streaming.StatePath}: the stream goes on, {update.Heard.TotalSeconds:0.00} s of its audio have been heard."));
            goesOn = false;
            display.Show(update);
            if (update.Note is { } note)
                Tell(display, note);
            foreach (string warning in update.Transcript?.Diagnostics.Warnings ?? [])
                display.Tell($"warning: {name}: {warning}");
        }
    }

    /// <summary>Waits for the next update; says so once where that keeps somebody waiting who wants to stop.</summary>
    private async Task<bool> NextAsync(IAsyncEnumerator<TranscriptUpdate> stream, Task late, ILiveDisplay display)
    {
        Task<bool> next = Task.Run(() => stream.MoveNextAsync().AsTask());
        if (!_isLate && await Task.WhenAny(next, late).ConfigureAwait(false) == late)
        {
            _isLate = true;
            Tell(display, settings.Streaming.StatePath is { } state
                ? $"what was read is heard to its end, and then kept in {state}; Ctrl-C again ends at once, and what is heard now is not kept."
                : "what was read is heard to its end; Ctrl-C again ends at once, without the last words.");
        }

        return await next.ConfigureAwait(false);
    }

    private void Tell(ILiveDisplay display, string note)
    {
        if (!settings.Quiet)
            display.Tell($"note: {note}");
    }

    private void Note(string text)
    {
        if (!settings.Quiet)
            environment.Error.WriteLine($"note: {text}");
    }
}

using System.ComponentModel;
using System.Diagnostics;
using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>A capture program while it runs.</summary>
internal sealed class Microphone(CaptureCommand command) : ILiveSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Process _process = new()
    {
        StartInfo = new ProcessStartInfo(command.Path, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
    };

    private CancellationTokenRegistration _ending;
    private bool _started;
    private string _lastError = "";

    public LiveAudio Open(bool breaksOff, CancellationToken stop)
    {
        _process.ErrorDataReceived += (_, line) => _lastError = string.IsNullOrWhiteSpace(line.Data) ? _lastError : line.Data.Trim();
        try
        {
            _started = _process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new SpeechException($"{command.Path}: cannot be started: {exception.Message} Check it, or give another --source.", exception);
        }

        _process.BeginErrorReadLine();
        _ending = stop.Register(End);
        // What the program started may hold its output open when it is gone.
        return LiveAudio.FromRawStream(new StoppableStream(_process.StandardOutput.BaseStream, breaksOff, stop), CaptureCommand.SampleRate, name: command.Name);
    }

    public SpeechException? Failure()
    {
        try
        {
            using CancellationTokenSource patience = new(Patience);
            _process.WaitForExitAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // It closed its output and goes on, or something that it started holds its pipes.
        }

        if (!_process.HasExited || _process.ExitCode == 0)
            return null;
        string reason = _lastError.Length > 0 ? $"it says: {_lastError}" : "it says nothing";
        return new SpeechException($"{command.Name} ended with exit code {_process.ExitCode}; {reason}. Check the microphone and --device-name, or give another --source.");
    }

    public void Dispose()
    {
        _ending.Dispose();
        End();
        _process.Dispose();
    }

    // A terminal sends Ctrl-C to the program as well; whoever is first.
    private void End()
    {
        try
        {
            if (_started)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or is just ending.
        }
    }
}

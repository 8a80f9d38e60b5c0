using Speech.Sdk;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Commands;

/// <summary>
/// A recogniser that Ctrl-C always gets past, even while a read from standard input blocks: what does not stop within the
/// grace time is left to the process' end, and the recogniser with it.
/// </summary>
internal sealed class RecognizerSession(ISpeechRecognizer recognizer, TimeSpan grace) : IDisposable
{
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(3);
    private Task _running = Task.CompletedTask;

    public async Task<Transcript> TranscribeAsync(Func<AudioSource> open, TranscriptionOptions options, CancellationToken cancellationToken)
    {
        Task<Transcript> work = Task.Run(() => recognizer.TranscribeAsync(open(), options, cancellationToken), CancellationToken.None);
        _running = work;
        try
        {
            return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(grace, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose()
    {
        if (_running.IsCompleted)
            recognizer.Dispose();
    }
}

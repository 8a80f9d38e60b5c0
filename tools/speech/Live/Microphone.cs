using System.Runtime.CompilerServices;
using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>The microphone. Where it fails, what was heard until then is still transcribed.</summary>
internal sealed class Microphone(IAudioCapture capture) : ILiveSource
{
    // A terminal sends Ctrl-C to a capture program as well, and that may end first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private SpeechException? _failure;

    public LiveAudio Open(bool breaksOff, CancellationToken stop) => LiveAudio.FromSamples(HearAsync(breaksOff, stop), capture.SampleRate, name: capture.Name);

    public SpeechException? Failure() => _failure;

    public void Dispose()
    {
    }

    private async IAsyncEnumerable<ReadOnlyMemory<float>> HearAsync(bool breaksOff, CancellationToken stop, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellationToken);
        await using IAsyncEnumerator<ReadOnlyMemory<float>> chunks = capture.CaptureAsync(either.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(chunks, stop).ConfigureAwait(false))
            yield return chunks.Current;
        if (breaksOff)
        {
            await Task.Delay(Patience, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ReadOnlyMemory<float>> chunks, CancellationToken stop)
    {
        try
        {
            return await chunks.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (SpeechException failure)
        {
            _failure = failure;
            return false;
        }
    }
}

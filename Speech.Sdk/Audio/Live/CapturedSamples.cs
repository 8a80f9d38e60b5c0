using System.Runtime.CompilerServices;

namespace Speech.Sdk.Audio.Live;

/// <summary>What a capture hears until it is asked to stop.</summary>
internal static class CapturedSamples
{
    /// <param name="capture">The microphone.</param>
    /// <param name="stop">Ends the samples as a recording ends.</param>
    /// <param name="cancellationToken">Breaks them off.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<float>> ReadAsync(
        IAudioCapture capture, CancellationToken stop, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellationToken);
        await using IAsyncEnumerator<ReadOnlyMemory<float>> chunks = capture.CaptureAsync(either.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(chunks, stop, cancellationToken).ConfigureAwait(false))
            yield return chunks.Current;
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ReadOnlyMemory<float>> chunks, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            return await chunks.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

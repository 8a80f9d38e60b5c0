using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Speech.Sdk.Telemetry;

/// <summary>A live stream's updates, measured on their way to the caller.</summary>
internal static class MeasuredStream
{
    /// <summary>The updates themselves while nobody listens.</summary>
    public static IAsyncEnumerable<TranscriptUpdate> Of(RecognizerInfo info, IAsyncEnumerable<TranscriptUpdate> updates) =>
        Instruments.AreHeard ? MeasureAsync(info, updates, CancellationToken.None) : updates;

    private static async IAsyncEnumerable<TranscriptUpdate> MeasureAsync(
        RecognizerInfo info, IAsyncEnumerable<TranscriptUpdate> updates, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Measurement? measurement = Measurement.OfStream(info);
        try
        {
            StreamLatency latency = default;
            await using IAsyncEnumerator<TranscriptUpdate> source = updates.GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                // What is current is the caller's own again after each update.
                Activity.Current = measurement?.Activity ?? Activity.Current;
                bool any;
                try
                {
                    any = await source.MoveNextAsync().ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    measurement?.Fail(error);
                    measurement = null;
                    throw;
                }

                if (!any)
                    break;
                measurement?.Commit(latency, source.Current.Latency);
                latency = source.Current.Latency;
                if (source.Current.Transcript is { } transcript)
                {
                    measurement?.Complete(transcript);
                    measurement = null;
                }

                yield return source.Current;
            }
        }
        finally
        {
            measurement?.Leave();
        }
    }
}

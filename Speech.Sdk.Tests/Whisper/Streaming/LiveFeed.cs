using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Streaming;

namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>Feeds recordings as if they were live.</summary>
internal static class LiveFeed
{
    /// <summary>Chunks of 16 kHz mono; as fast as they are taken.</summary>
    public static LiveAudio Of(float[] samples, int chunk = 1600) => LiveAudio.FromSamples(Chunks(samples, chunk), 16_000);

    /// <summary>All updates by a clock that stands still, so that nothing depends on how busy the machine is.</summary>
    public static Task<List<TranscriptUpdate>> UpdatesAsync(WhisperModel model, LiveAudio audio, StreamingOptions? options = null) =>
        UpdatesAsync(time => WhisperListener.Session(model, options ?? new StreamingOptions(), time), audio);

    /// <summary>All updates of a session that is given a clock that stands still.</summary>
    public static async Task<List<TranscriptUpdate>> UpdatesAsync(Func<TimeProvider, LiveSession> session, LiveAudio audio)
    {
        List<TranscriptUpdate> updates = [];
        await foreach (TranscriptUpdate update in session(new StoppedClock()).RunAsync(audio, new SharedUse(new Nothing()), CancellationToken.None))
            updates.Add(update);
        return updates;
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<float>> Chunks(float[] samples, int chunk, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int start = 0; start < samples.Length; start += chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return samples.AsMemory(start, Math.Min(chunk, samples.Length - start));
        }

        await Task.CompletedTask;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

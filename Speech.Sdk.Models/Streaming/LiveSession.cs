using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Live;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Streaming;

/// <summary>A call for live audio: audio read ahead on a task of its own, computing off the caller's thread.</summary>
/// <param name="listen">Begins to hear a stream with a family's model.</param>
/// <param name="options">The caller's options, checked.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveSession(Func<InferenceCall, ILiveListener> listen, StreamingOptions options, TimeProvider time)
{
    /// <param name="audio">The stream.</param>
    /// <param name="use">The recogniser's sessions, held until the enumeration ends.</param>
    /// <param name="cancellationToken">Stops a running inference.</param>
    public async IAsyncEnumerable<TranscriptUpdate> RunAsync(LiveAudio audio, SharedUse use, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!use.TryEnter(), typeof(ISpeechRecognizer));
        try
        {
            using var call = new InferenceCall(cancellationToken);
            ILiveListener listener = listen(call);
            using var live = new LiveTranscription(listener, options, call, time);
            int sampleRate = listener.SampleRate;
            float[] block = new float[sampleRate / 10];
            using SessionThread thread = new();
            await using var source = new ReadAhead(audio, sampleRate, time, cancellationToken);
            int count;
            while ((count = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
            {
                TimeSpan behind = source.Behind;
                foreach (TranscriptUpdate update in await thread.Run(() => live.Hear(block.AsSpan(0, count), behind), cancellationToken).ConfigureAwait(false))
                    yield return update;
            }

            foreach (TranscriptUpdate update in await thread.Run(live.End, cancellationToken).ConfigureAwait(false))
                yield return update;
            source.ThrowIfFailed();
            if (live.Heard == 0)
                throw new AudioFormatException($"{audio.Name}: the stream ended before any audio came; look at what makes it.");
            yield return live.Result(audio.Warnings);
        }
        finally
        {
            use.Leave();
        }
    }
}

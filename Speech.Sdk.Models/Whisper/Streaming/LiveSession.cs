using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Live;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>A call for live audio: options checked, audio read ahead on a task of its own, computing off the caller's thread.</summary>
internal sealed class LiveSession
{
    private readonly StreamingOptions _options;
    private readonly TranscriptionPlan _plan;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidOptionException">An option is out of range, has no meaning for live audio, or does not fit the model.</exception>
    public LiveSession(WhisperModel model, StreamingOptions options, TimeProvider time)
    {
        options.Validate();
        if (!model.Graphs.CanAlign)
            throw new InvalidOptionException($"{model.Name} has no alignment graph, which live audio needs to time words; export the checkpoint with this SDK.");
        _options = options;
        _time = time;
        // Words are timed by attention; time tokens would only cost steps.
        _plan = new TranscriptionPlan(model, options.Transcription with { Timestamps = false, WordTimestamps = false, ConditionOnPreviousText = null });
    }

    /// <param name="audio">The stream.</param>
    /// <param name="use">The recogniser's sessions, held until the enumeration ends.</param>
    /// <param name="cancellationToken">Stops a running inference.</param>
    public async IAsyncEnumerable<TranscriptUpdate> RunAsync(LiveAudio audio, SharedUse use, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!use.TryEnter(), typeof(ISpeechRecognizer));
        try
        {
            using var call = new InferenceCall(cancellationToken);
            using var live = new LiveTranscription(_plan, _options, call, _time);
            int sampleRate = _plan.Model.Features.SampleRate;
            float[] block = new float[sampleRate / 10];
            await using var source = new ReadAhead(audio, sampleRate, _time, cancellationToken);
            int count;
            while ((count = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
            {
                TimeSpan behind = source.Behind;
                foreach (TranscriptUpdate update in await Task.Run(() => live.Hear(block.AsSpan(0, count), behind), cancellationToken).ConfigureAwait(false))
                    yield return update;
            }

            foreach (TranscriptUpdate update in await Task.Run(live.End, cancellationToken).ConfigureAwait(false))
                yield return update;
            source.ThrowIfFailed();
            if (live.Heard == 0)
                throw new AudioFormatException($"{audio.Name}: the stream ended before any audio came; look at what makes it.");
            yield return live.Result();
        }
        finally
        {
            use.Leave();
        }
    }
}

using System.Runtime.InteropServices;
using Speech.Sdk.Inference;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Streaming;

/// <summary>Says, window by window of 32 ms, whether somebody speaks, and when an utterance has ended with a pause.</summary>
internal sealed class SpeechWatch : IDisposable
{
    private readonly SpeechProbabilities? _probabilities;
    private readonly RegionTracker _tracker;
    private readonly List<float> _values = [];
    private long _windows;

    /// <param name="vad">The detector.</param>
    /// <param name="options">When speech begins and ends; without detection everything is speech.</param>
    /// <param name="pause">How long a pause ends an utterance.</param>
    public SpeechWatch(SileroVad vad, VoiceActivityOptions options, TimeSpan pause)
    {
        _probabilities = options.Enabled ? vad.ForStream() : null;
        // Utterances are widened by who decodes them, and never cut here.
        _tracker = new RegionTracker(options with { MinSilence = pause, MaxSpeech = null, Pad = TimeSpan.Zero, MinSpeech = options.Enabled ? options.MinSpeech : TimeSpan.Zero });
    }

    /// <summary>Where the utterance under way began; null where there is none.</summary>
    public long? Start => _tracker.SpeechStart;

    /// <summary>The end of the newest speech in the utterance under way.</summary>
    public long SpeechTo => _tracker.PauseStart ?? (_windows * SileroVad.WindowLength);

    /// <summary>Takes the next samples; appends the utterances that ended with them.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public void Feed(ReadOnlySpan<float> samples, long heard, InferenceCall call, List<SampleRange> ended)
    {
        if (_probabilities is not null)
            _probabilities.Feed(samples, call, _values);
        else
            _values.AddRange(Enumerable.Repeat(1f, (int)((heard / SileroVad.WindowLength) - _windows)));
        Track(ended);
    }

    /// <summary>The stream has ended; appends the utterance under way.</summary>
    public void Finish(long heard, InferenceCall call, List<SampleRange> ended)
    {
        _probabilities?.Finish(call, _values);
        Track(ended);
        _tracker.Finish(heard, ended);
    }

    public void Dispose() => _probabilities?.Dispose();

    private void Track(List<SampleRange> ended)
    {
        foreach (float probability in CollectionsMarshal.AsSpan(_values))
            _tracker.Add(probability, ended);
        _windows += _values.Count;
        _values.Clear();
    }
}

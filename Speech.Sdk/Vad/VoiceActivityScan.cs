using System.Runtime.InteropServices;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>
/// Samples in, regions of speech out: of one recording or stream at 16 kHz, fed in blocks of any length. Owns the
/// probabilities. Not thread-safe; of no more use after a call that threw.
/// </summary>
internal sealed class VoiceActivityScan(SpeechProbabilities probabilities, VoiceActivityOptions options) : IDisposable
{
    private readonly RegionTracker _tracker = new(options);
    private readonly List<float> _values = [];

    /// <summary>Samples fed so far.</summary>
    public long Samples => probabilities.Samples;

    /// <inheritdoc cref="RegionTracker.OpenFrom"/>
    public long OpenFrom => _tracker.OpenFrom;

    /// <summary>Takes the next samples; appends the regions that are final with them.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public void Feed(ReadOnlySpan<float> samples, InferenceCall call, List<SampleRange> regions)
    {
        probabilities.Feed(samples, call, _values);
        Track(regions);
    }

    /// <summary>The recording has ended; appends the regions that are left.</summary>
    /// <inheritdoc cref="Feed" path="/exception"/>
    public void Finish(InferenceCall call, List<SampleRange> regions)
    {
        probabilities.Finish(call, _values);
        Track(regions);
        _tracker.Finish(Samples, regions);
    }

    public void Dispose() => probabilities.Dispose();

    private void Track(List<SampleRange> regions)
    {
        foreach (float probability in CollectionsMarshal.AsSpan(_values))
            _tracker.Add(probability, regions);
        _values.Clear();
    }
}

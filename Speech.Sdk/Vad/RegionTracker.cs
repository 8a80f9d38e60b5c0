namespace Speech.Sdk.Vad;

/// <summary>
/// Turns probabilities into regions of speech, one window at a time: the same regions as get_speech_timestamps of
/// silero-vad 6.2.3, each as soon as nothing that follows can change it. Not thread-safe.
/// </summary>
internal sealed class RegionTracker
{
    /// <summary>The reference's min_silence_at_max_speech: shorter pauses are no place to cut speech that is too long.</summary>
    private static readonly double MinCutPause = Samples(TimeSpan.FromMilliseconds(98));

    private readonly double _threshold;
    private readonly double _negativeThreshold;
    private readonly double _minSpeech;
    private readonly double _minSilence;
    private readonly double _maxSpeech;
    private readonly RegionPadding _padding;

    private long _position;
    private long? _speechStart;
    private long? _pauseStart;
    private SampleRange? _longestPause;

    public RegionTracker(VoiceActivityOptions options)
    {
        _threshold = options.Threshold;
        _negativeThreshold = options.NegativeThreshold ?? Math.Max(options.Threshold - 0.15, 0.01);
        _minSpeech = Samples(options.MinSpeech);
        _minSilence = Samples(options.MinSilence);
        _maxSpeech = options.MaxSpeech is { } longest
            ? Samples(longest) - SileroVad.WindowLength - (2 * Samples(options.Pad)) : double.PositiveInfinity;
        _padding = new RegionPadding(Samples(options.Pad));
    }

    /// <summary>Regions that are still to come begin here or later, so that earlier audio outside known regions can be let go.</summary>
    public long OpenFrom => _padding.OpenFrom(_speechStart ?? _position);

    /// <summary>Where the speech under way began, not widened; null in silence.</summary>
    public long? SpeechStart => _speechStart;

    /// <summary>Where a pause within it began that is too short yet to end it; null where there is none.</summary>
    public long? PauseStart => _pauseStart;

    /// <summary>Takes the next window's probability; appends the regions that are final with it.</summary>
    public void Add(float probability, List<SampleRange> regions)
    {
        if (probability >= _threshold)
            Speak(regions);
        else
            CutIfTooLong(regions);
        if (probability < _negativeThreshold && _speechStart is { } start)
            Pause(start, regions);
        // What was heard rather than what is certain: the recording may end within this window.
        _padding.Advance(_speechStart ?? _position, regions);
        _position += SileroVad.WindowLength;
    }

    /// <summary>Appends the regions that are left.</summary>
    /// <param name="samples">The recording's length, which the last window may reach beyond.</param>
    /// <param name="regions">Where the regions go.</param>
    public void Finish(long samples, List<SampleRange> regions)
    {
        if (_speechStart is { } start && samples - start > _minSpeech)
            _padding.Add(new SampleRange(start, samples), regions);
        _speechStart = null;
        _padding.Finish(samples, regions);
    }

    private void Speak(List<SampleRange> regions)
    {
        if (_pauseStart is { } pause)
        {
            var candidate = new SampleRange(pause, _position);
            if (candidate.Length > MinCutPause && candidate.Length > (_longestPause?.Length ?? 0))
                _longestPause = candidate;
            _pauseStart = null;
        }

        if (_speechStart is null)
            _speechStart = _position;
        else
            CutIfTooLong(regions);
    }

    private void CutIfTooLong(List<SampleRange> regions)
    {
        if (_speechStart is not { } start || _position - start <= _maxSpeech)
            return;
        if (_longestPause is { } pause)
        {
            _padding.Add(new SampleRange(start, pause.Start), regions);
            Reset(speechStart: pause.End);
        }
        else
        {
            _padding.Add(new SampleRange(start, _position), regions);
            Reset(speechStart: null);
        }
    }

    private void Pause(long speechStart, List<SampleRange> regions)
    {
        _pauseStart ??= _position;
        if (_position - _pauseStart < _minSilence)
            return;
        if (_pauseStart - speechStart > _minSpeech)
            _padding.Add(new SampleRange(speechStart, _pauseStart.Value), regions);
        Reset(speechStart: null);
    }

    private void Reset(long? speechStart)
    {
        _speechStart = speechStart;
        _pauseStart = null;
        _longestPause = null;
    }

    private static double Samples(TimeSpan time) => time.Ticks * SileroVad.SampleRate / (double)TimeSpan.TicksPerSecond;
}

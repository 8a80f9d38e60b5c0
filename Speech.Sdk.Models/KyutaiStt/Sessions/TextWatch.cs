using System.Globalization;
using Speech.Sdk.Audio.Resampling;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>
/// Notices a model that writes nothing while somebody speaks, which a model that reads its own text can fall into. Frame by frame; times are
/// those of the sound, without the silence before it.
/// </summary>
internal sealed class TextWatch : IDisposable
{
    // Shorter pauses are taken for a part of speech.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly InferenceCall _call;
    private readonly TextGaps _gaps;
    private readonly (double From, double To)? _before;
    private readonly double _longest;
    private readonly double _from;
    private readonly Resampler _resampler;
    private readonly SpeechWatch _speech;
    private readonly float[] _frame;
    private readonly List<SampleRange> _ended = [];
    private long _heard;

    /// <param name="vad">Finds speech.</param>
    /// <param name="timing">How the model hears.</param>
    /// <param name="longest">Longer speech without text is noticed; the model's delay comes on top.</param>
    /// <param name="from">Where in its stream the sound begins.</param>
    /// <param name="gaps">What was noticed of the stream before, and takes what is noticed now.</param>
    /// <param name="call">The caller's inferences.</param>
    public TextWatch(SileroVad vad, KyutaiSttTiming timing, TimeSpan longest, TimeSpan from, TextGaps gaps, InferenceCall call)
    {
        (_call, _gaps, _before, _from) = (call, gaps, gaps.Speech, from.TotalSeconds - ((double)timing.Prefix / timing.SampleRate));
        _longest = (longest + timing.Delay).TotalSeconds;
        _resampler = new Resampler(timing.SampleRate, SileroVad.SampleRate);
        _frame = new float[_resampler.MaxOutput(timing.Frame)];
        _speech = new SpeechWatch(vad, new VoiceActivityOptions(), Pause);
    }

    /// <summary>Takes a frame and whether its step wrote text; returns what is to be said of it, mostly null.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public string? Step(ReadOnlySpan<float> frame, bool hasText)
    {
        int count = _resampler.Process(frame, _frame);
        _heard += count;
        _speech.Feed(_frame.AsSpan(0, count), _heard, _call, _ended);
        _ended.Clear();
        _gaps.Speech = Speech();
        double now = Time(_heard);
        if (hasText)
            return _gaps.Close(now) ? Say($"the model writes again, at {now:0.0} s.") : null;
        if (_gaps.IsOpen || _gaps.Speech is not var (start, to))
            return null;
        double from = Math.Max(start, _gaps.TextAt);
        if (to - from < _longest)
            return null;
        _gaps.Open(from);
        return Say($"somebody has been speaking since {from:0.0} s, for {to - from:0.0} s, and the model writes nothing; if that goes on, listen to the audio, or begin a new stream.");
    }

    /// <summary>What a transcript says of it; null where there is nothing to say.</summary>
    public string? Summary()
    {
        _gaps.Close(Time(_heard));
        return _gaps.Summary(_longest);
    }

    public void Dispose() => _speech.Dispose();

    /// <summary>The speech under way. What went on before this watch's sound, with no more than a pause between, is a part of it.</summary>
    private (double From, double To)? Speech()
    {
        double start = Time(_speech.Start ?? _heard);
        bool goesOn = _before is { } before && start - before.To <= Pause.TotalSeconds;
        return _speech.Start is null ? (goesOn ? _before : null) : (goesOn ? _before!.Value.From : start, Time(_speech.SpeechTo));
    }

    private double Time(long samples) => ((double)samples / SileroVad.SampleRate) + _from;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

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
    private readonly double _longest;
    private readonly double _from;
    private readonly Resampler _resampler;
    private readonly SpeechWatch _speech;
    private readonly float[] _frame;
    private readonly List<SampleRange> _ended = [];
    private double _textAt;
    private double? _silentFrom;
    private int _times;
    private (double From, double To) _first;
    private double _longestSilence;
    private long _heard;

    /// <param name="vad">Finds speech.</param>
    /// <param name="timing">How the model hears.</param>
    /// <param name="longest">Longer speech without text is noticed; the model's delay comes on top.</param>
    /// <param name="from">Where in its stream the sound begins.</param>
    /// <param name="call">The caller's inferences.</param>
    public TextWatch(SileroVad vad, KyutaiSttTiming timing, TimeSpan longest, TimeSpan from, InferenceCall call)
    {
        (_call, _from) = (call, from.TotalSeconds - ((double)timing.Prefix / timing.SampleRate));
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
        if (hasText)
            return Resume();
        if (_silentFrom is not null || _speech.Start is not { } start)
            return null;
        double from = Math.Max(Time(start), _textAt), to = Time(_speech.SpeechTo);
        if (to - from < _longest)
            return null;
        _silentFrom = from;
        return Say($"somebody has been speaking since {from:0.0} s, for {to - from:0.0} s, and the model writes nothing; if that goes on, listen to the audio, or begin a new stream.");
    }

    /// <summary>What a transcript says of it; null where there is nothing to say.</summary>
    public string? Summary()
    {
        Resume();
        return _times == 0 ? null : Say(
            $"somebody spoke and the model wrote nothing for more than {_longest:0.#} s, {(_times == 1 ? "once" : $"{_times} times, first")} from {_first.From:0.0} to {_first.To:0.0} s{(_times == 1 ? "" : $", for up to {_longestSilence:0.0} s")}; listen to the audio there.");
    }

    public void Dispose() => _speech.Dispose();

    private string? Resume()
    {
        _textAt = Time(_heard);
        if (_silentFrom is not { } from)
            return null;
        _silentFrom = null;
        if (_times++ == 0)
            _first = (from, _textAt);
        _longestSilence = Math.Max(_longestSilence, _textAt - from);
        return Say($"the model writes again, at {_textAt:0.0} s.");
    }

    private double Time(long samples) => ((double)samples / SileroVad.SampleRate) + _from;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

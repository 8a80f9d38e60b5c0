using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Recordings;

/// <summary>
/// Passages of speech: regions that voice activity detection finds, packed into stretches that fit the model's window, each a
/// passage of its own. A recording that fits a window is one passage if there is speech in it at all.
/// </summary>
internal sealed class SpeechPassages : IPassageSource
{
    private const int BlockSeconds = 8;

    // Models hear a word better with what surrounds it.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(400);

    // Fuller windows tell the model more: measured against pauses of 2 s on long recordings in three languages.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);

    /// <summary>How far passages under way may be apart in time: what lies between the first and the last is held in memory.</summary>
    public static readonly TimeSpan LongestLead = TimeSpan.FromMinutes(15);

    // A pause may be where speakers change language, or where an utterance ends.
    private static readonly TimeSpan LongestPauseApart = TimeSpan.FromSeconds(0.8);

    private readonly AudioWindow _audio;
    private readonly IReadOnlyList<SampleRange> _asked;
    private readonly InferenceCall _call;
    private readonly VoiceActivityScan _scan;
    private readonly StretchPacker _packer;
    private readonly int _window;
    private readonly int _hop;
    private readonly bool _apart;
    private readonly long _margin;
    private readonly long _longestLead;
    private readonly List<SampleRange> _regions = [];
    private readonly List<SampleRange> _packed = [];
    private readonly List<SampleRange> _stretches = [];
    private long _given;
    private bool _scanned;

    /// <param name="audio">The recording; read ahead as far as the next passage takes.</param>
    /// <param name="asked">The parts that the caller asked for, in the order of time.</param>
    /// <param name="scan">Finds speech; disposed with this.</param>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="window">The longest passage, in samples.</param>
    /// <param name="hop">Passages begin at multiples of so many samples.</param>
    /// <param name="apart">Whether every pause parts passages: a short recording is cut too, and at short pauses. Where speakers change language, and for models that hear
    /// an utterance best by itself.</param>
    public SpeechPassages(AudioWindow audio, IReadOnlyList<SampleRange> asked, VoiceActivityScan scan, InferenceCall call, int window, int hop, bool apart)
    {
        _audio = audio;
        _asked = asked;
        _call = call;
        _scan = scan;
        _window = window;
        _hop = hop;
        _margin = (long)(Margin.TotalSeconds * SileroVad.SampleRate);
        _longestLead = (long)(LongestLead.TotalSeconds * SileroVad.SampleRate);
        // Stretches begin at whole frames, which may be a frame earlier.
        _packer = new StretchPacker(Math.Max(_window / 2, _window - (2 * _margin) - _hop), (long)((apart ? LongestPauseApart : LongestPause).TotalSeconds * SileroVad.SampleRate));
        _apart = apart;
    }

    public long NeededFrom => Math.Min(_stretches.Count > 0 ? _stretches[0].Start : long.MaxValue, Math.Min(_packer.OpenFrom ?? long.MaxValue, _scan.OpenFrom)) - _margin;

    public bool IsOver { get; private set; }

    public Stretch? Next()
    {
        if (IsOver)
            return null;
        if (!_apart && _given == 0 && _audio.ReadTo(_window + 1) <= _window && _audio.Ended)
            return WholeRecording();
        while (true)
        {
            // A stretch's margin depends on where the one after it begins.
            while (!_scanned && _stretches.Count < 2)
            {
                // What somebody works on far behind would have to be held meanwhile.
                if (_audio.HeldFrom < _scan.Samples - _longestLead)
                    return null;
                Scan();
            }

            if (_stretches.Count == 0)
            {
                IsOver = true;
                return null;
            }

            SampleRange stretch = _stretches[0];
            long next = _stretches.Count > 1 ? _stretches[1].Start : _audio.End;
            _stretches.RemoveAt(0);
            long start = Math.Max(WholeFrames(stretch.Start - _margin), _given);
            _given = _scanned && _stretches.Count == 0 ? Math.Min(stretch.End + _margin, next) : WholeFrames(Math.Min(stretch.End + _margin, (stretch.End + next) / 2));
            List<SampleRange> passage = Asked(start, _given);
            List<SampleRange> speech = SpeechOf(stretch);
            if (passage.Count > 0)
                return new Stretch(passage, speech);
            // Nothing behind the last part is looked at.
            IsOver = start >= _asked[^1].End;
            if (IsOver)
                return null;
        }
    }

    public void Dispose() => _scan.Dispose();

    private Stretch? WholeRecording()
    {
        while (!_scanned)
            Scan();
        List<SampleRange> speech = [.. _stretches.SelectMany(SpeechOf)];
        _stretches.Clear();
        _given = _audio.End;
        IsOver = true;
        return speech.Count > 0 ? new Stretch(Asked(0, _audio.End), speech) : null;
    }

    private void Scan()
    {
        long from = _scan.Samples;
        _audio.Release(Math.Min(_audio.HeldFrom, NeededFrom) - _window);
        long to = _audio.ReadTo(from + (BlockSeconds * SileroVad.SampleRate));
        using (AudioSlice slice = _audio.Slice(from, (int)(to - from)))
            _scan.Feed(slice.Samples, _call, _regions);
        _scanned = _audio.Ended && to == _audio.End;
        if (_scanned)
            _scan.Finish(_call, _regions);
        foreach (SampleRange region in _regions)
            _packer.Add(region, _stretches);
        _packed.AddRange(_regions);
        _regions.Clear();
        if (_scanned)
            _packer.Finish(_stretches);
        else
            _packer.Advance(_scan.OpenFrom, _stretches);
    }

    private List<SampleRange> SpeechOf(SampleRange stretch)
    {
        List<SampleRange> speech = [.. _packed.Where(region => region.End <= stretch.End).SelectMany(region => Asked(region.Start, region.End))];
        _packed.RemoveAll(region => region.End <= stretch.End);
        return speech;
    }

    private long WholeFrames(long samples) => samples / _hop * _hop;

    /// <summary>What was asked for of a stretch.</summary>
    private List<SampleRange> Asked(long start, long end) =>
        [.. _asked.Select(range => new SampleRange(Math.Max(start, range.Start), Math.Min(end, range.End))).Where(range => range.Length > 0)];
}

using System.Globalization;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Ctc.Streaming;

/// <summary>
/// What somebody is saying: the audio since the last cut is heard again and again, and words that two hearings agree on are committed. Long
/// speech is cut behind committed words, some seconds of which stay as context.
/// </summary>
internal sealed class CtcUtterance : IUtterance
{
    private static readonly TimeSpan Context = TimeSpan.FromSeconds(3);

    private readonly CtcListener _listener;
    private readonly SampleTail _audio;
    private readonly LiveClock _clock;
    private readonly LocalAgreement _agreement = new();
    private readonly List<LiveWord> _committed = [];
    private CtcHearing? _heard;
    private long _closedTo;
    private int _closed;
    private int _remembered;

    public CtcUtterance(CtcListener listener, SampleTail audio, LiveClock clock, long start)
    {
        _listener = listener;
        _audio = audio;
        _clock = clock;
        Start = HeardTo = _closedTo = start;
    }

    public long Start { get; private set; }

    public long HeardTo { get; private set; }

    public bool WasHeard => _heard is not null;

    public bool HasText => _committed.Count > 0;

    public string Provisional => string.Concat(_agreement.Provisional.Select(word => word.Text));

    private TimeSpan CommittedTo => _committed.Count > 0 ? _committed[^1].End : TimeSpan.Zero;

    public Hearing Hear(long heard)
    {
        IReadOnlyList<LiveWord> rest = Decode(heard);
        List<LiveWord> words = Commit(_agreement.Offer(rest, _clock.Settled(heard)), heard);
        string? note = null;
        if (heard - Start >= _clock.Comfortable)
            Cut(_clock.Samples(CommittedTo - Context));
        if (heard - Start >= _clock.Longest)
        {
            List<LiveWord> forced = Commit(_agreement.Force(Rest(), _clock.Settled(heard)), heard);
            words.AddRange(forced);
            long needed = heard - _clock.Comfortable;
            note = forced.Count == 0 ? null : string.Create(
                CultureInfo.InvariantCulture, $"{_clock.Time(_clock.Longest).TotalSeconds:0.#} s without a pause, and no two hearings that agree: the likelier text was committed.");
            Cut(Math.Max(needed, Math.Min(heard, _clock.Samples(CommittedTo - Context))));
        }

        return new Hearing(words, note);
    }

    public Hearing End(long speechEnd, long heard, long end)
    {
        bool complete = _heard is not null && HeardTo >= speechEnd + _clock.Margin;
        IReadOnlyList<LiveWord> rest = complete ? Rest() : Decode(heard);
        _agreement.Close([]);
        List<LiveWord> words = Commit(rest, heard);
        _listener.Remember(_heard!.Said);
        Finish(end);
        return new Hearing(words, null);
    }

    public void Abandon(long end)
    {
        _agreement.Close([]);
        if (!HasText)
            return;
        Remember(long.MaxValue);
        Finish(end);
    }

    private IReadOnlyList<LiveWord> Decode(long heard)
    {
        HeardTo = heard;
        _heard = _listener.Hear(_audio.Slice(Start, heard), Start);
        return Rest();
    }

    /// <summary>What the latest hearing says behind the committed words: those that lie behind them, as their midst says.</summary>
    private LiveWord[] Rest() => [.. _heard!.Words.SkipWhile(word => Midst(word) < CommittedTo)];

    private static TimeSpan Midst(LiveWord word) => word.Start + ((word.End - word.Start) / 2);

    private List<LiveWord> Commit(IReadOnlyList<LiveWord> words, long heard)
    {
        List<LiveWord> fitted = [.. words.Select(word => _listener.Commit(word, _clock.Time(heard), _clock.Computing()))];
        _committed.AddRange(fitted);
        return fitted;
    }

    /// <summary>Lets go of the audio before a position.</summary>
    private void Cut(long position)
    {
        if (position <= Start)
            return;
        Start = position;
        Remember(position);
        Close(Math.Min(HeardTo, Math.Max(position, _clock.Samples(CommittedTo))));
    }

    /// <summary>Words before a position are heard no more: what comes knows of them from the language model alone.</summary>
    private void Remember(long position)
    {
        LiveWord[] gone = [.. _committed.Skip(_remembered).TakeWhile(word => _clock.Samples(Midst(word)) < position)];
        _listener.Remember(gone);
        _remembered += gone.Length;
    }

    private void Finish(long end)
    {
        // The last word may be timed into the pause behind it.
        Start = Math.Max(end, _closedTo);
        Close(Start);
    }

    private void Close(long end)
    {
        if (end <= _closedTo)
            return;
        LiveWord[] words = [.. _committed.Skip(_closed)];
        (CoverageKind kind, string? reason) = words.Length > 0 ? (CoverageKind.Transcribed, (string?)null) : (CoverageKind.NoSpeech, "the model wrote no text");
        _listener.Close(words, _closedTo, end, kind, reason);
        (_closedTo, _closed) = (end, _committed.Count);
    }
}

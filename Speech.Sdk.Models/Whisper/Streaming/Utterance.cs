using System.Globalization;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>
/// What somebody is saying: the audio since the last cut is heard again and again, and words that two hearings agree on are
/// committed. Long speech is cut behind committed sentences, so that a hearing stays affordable and within the model's window.
/// </summary>
internal sealed class Utterance : IUtterance
{
    private readonly LiveDecoder _decoder;
    private readonly SampleTail _audio;
    private readonly StreamRecord _record;
    private readonly LiveClock _clock;
    private readonly LocalAgreement _agreement = new();
    private readonly List<LiveWord> _committed = [];
    private LiveHypothesis? _heard;

    // Whether the agreement holds what the latest hypothesis adds; until it is offered, that is an earlier one's.
    private bool _isOffered;

    public Utterance(LiveDecoder decoder, SampleTail audio, StreamRecord record, LiveClock clock, long start)
    {
        _decoder = decoder;
        _audio = audio;
        _record = record;
        _clock = clock;
        Start = HeardTo = start;
        decoder.BeginUtterance();
    }

    public long Start { get; private set; }

    public long HeardTo { get; private set; }

    public bool WasHeard => _heard is not null;

    public bool HasText { get; private set; }

    public string Provisional => string.Concat(_agreement.Provisional.Select(word => word.Text));

    public Hearing Hear(long heard)
    {
        LiveHypothesis hypothesis = Decode(heard, thorough: false);
        List<LiveWord> words = [];
        if (hypothesis.Verdict == LiveVerdict.Convincing && _decoder.KnowsLanguage)
        {
            words.AddRange(Commit(_agreement.Offer(hypothesis.Words, _clock.Settled(heard)), heard));
            _isOffered = true;
        }

        string? note = null;
        if (heard - Start >= _clock.Longest)
            note = CutAnyway(heard, hypothesis, words);
        else if (_committed.Sum(word => word.Tokens.Count) > _decoder.LongestText)
            CutBehind(_committed.Count - 1);
        else if (heard - Start >= _clock.Comfortable)
            CutBehind(_committed.FindLastIndex(word => word.EndsSentence));
        return new Hearing(words, note);
    }

    public Hearing End(long speechEnd, long heard, long end)
    {
        bool complete = _heard is { Verdict: LiveVerdict.Convincing } && HeardTo >= speechEnd + _clock.Margin;
        LiveHypothesis hypothesis = complete ? _heard! : Decode(heard, thorough: true);
        IReadOnlyList<LiveWord> rest = Rest(hypothesis);
        (CoverageKind kind, string? reason) = (CoverageKind.Transcribed, (string?)null);
        if ((Refusal(hypothesis) ?? Doubt(hypothesis, _clock.Time(speechEnd - Start))) is { } refusal)
        {
            rest = [];
            (kind, reason) = _committed.Count > 0 ? (CoverageKind.Transcribed, $"what follows the text was dropped: {refusal.Reason}") : refusal;
        }

        IReadOnlyList<LiveWord> words = Commit(_agreement.Close(rest), heard);
        if (_committed.Count == 0 && kind == CoverageKind.Transcribed)
            (kind, reason) = (CoverageKind.NoSpeech, "the model wrote no text");
        else if (kind == CoverageKind.Transcribed)
            reason ??= Unfinished(hypothesis);
        Finish(end, hypothesis, kind, reason);
        return new Hearing(words, null);
    }

    public void Abandon(long end) =>
        Finish(_committed.Count > 0 ? end : Start, _heard, CoverageKind.Transcribed, null);

    private (CoverageKind Kind, string Reason)? Refusal(LiveHypothesis hypothesis) => hypothesis.Verdict switch
    {
        LiveVerdict.Silence => (CoverageKind.NoSpeech, string.Create(
            CultureInfo.InvariantCulture, $"no-speech probability {hypothesis.Window.NoSpeechProbability:0.00}, average log-probability {hypothesis.Window.AverageLogProbability:0.00}")),
        LiveVerdict.Repetition when _decoder.Plan.DropsRepetitions => (CoverageKind.Dropped, string.Create(
            CultureInfo.InvariantCulture, $"the text repeats itself (compression ratio {hypothesis.Window.CompressionRatio:0.0})")),
        _ => null,
    };

    /// <summary>As in recordings: where hardly any speech was heard, an unconvincing text is made up.</summary>
    private (CoverageKind Kind, string Reason)? Doubt(LiveHypothesis hypothesis, TimeSpan speech) =>
        hypothesis.Verdict == LiveVerdict.Doubtful && !HasText && speech < _decoder.Plan.Rules.DoubtfulSpeech
            ? (CoverageKind.NoSpeech, string.Create(CultureInfo.InvariantCulture, $"no text convinces, and only {speech.TotalSeconds:0.0} s sound like speech"))
            : null;

    private static string? Unfinished(LiveHypothesis hypothesis) =>
        hypothesis.Window.Ended ? null : $"the text stops at the limit of {hypothesis.Window.Tokens.Count} tokens";

    private LiveHypothesis Decode(long heard, bool thorough)
    {
        HeardTo = heard;
        _isOffered = false;
        int[] committed = [.. _committed.SelectMany(word => word.Tokens)];
        return _heard = _decoder.Decode(_audio.Slice(Start, heard), Start, _record.Context(), committed, thorough);
    }

    /// <summary>What the latest hypothesis says that is not committed.</summary>
    private IReadOnlyList<LiveWord> Rest(LiveHypothesis hypothesis) => _isOffered ? _agreement.Provisional : hypothesis.Words;

    private List<LiveWord> Commit(IReadOnlyList<LiveWord> words, long heard)
    {
        List<LiveWord> fitted = [];
        foreach (LiveWord word in words)
            fitted.Add(_record.Commit(word, _clock.Time(heard), _clock.Computing()));
        _committed.AddRange(fitted);
        HasText |= fitted.Count > 0;
        if (HasText)
            _decoder.SettleLanguage();
        return fitted;
    }

    /// <summary>The window is full: what is committed leaves it; where that is little, what is likeliest is committed as it is.</summary>
    private string? CutAnyway(long heard, LiveHypothesis hypothesis, List<LiveWord> words)
    {
        int last = _committed.FindLastIndex(word => word.EndsSentence);
        if (!LeavesRoom(last, heard))
            last = _committed.Count - 1;
        if (LeavesRoom(last, heard))
        {
            CutBehind(last);
            return null;
        }

        if (hypothesis.Verdict != LiveVerdict.Convincing)
            hypothesis = Decode(heard, thorough: true);
        string seconds = string.Create(CultureInfo.InvariantCulture, $"{_clock.Time(_clock.Longest).TotalSeconds:0.#} s without a pause");
        if (Refusal(hypothesis) is { } refusal)
        {
            Finish(heard, hypothesis, _committed.Count > 0 ? CoverageKind.Transcribed : refusal.Kind, refusal.Reason);
            return $"{seconds}, and text that is not to be believed: it was dropped ({refusal.Reason}).";
        }

        List<LiveWord> forced = Commit(_agreement.Force(Rest(hypothesis), _clock.Settled(heard)), heard);
        _isOffered = true;
        words.AddRange(forced);
        return MakeRoom(heard, hypothesis) is { } lost ? $"{seconds}, and {lost}."
            : forced.Count > 0 ? $"{seconds}, and no two hearings that agree: the likelier text was committed."
            : null;
    }

    /// <summary>Lets go of the audio before the words that are not committed, and of as much more as the next hearings need room.</summary>
    /// <returns>What was lost with it.</returns>
    private string? MakeRoom(long heard, LiveHypothesis hypothesis)
    {
        long needed = heard - _clock.Comfortable;
        long open = _agreement.Provisional is [var first, ..] ? Math.Clamp(_clock.Samples(first.Start), Start, heard) : heard;
        long done = _committed.Count > 0 ? Math.Min(heard, _clock.Samples(_committed[^1].End)) : open;
        string? lost = needed > open
            ? string.Create(CultureInfo.InvariantCulture, $"no word that ends before the newest audio: {_clock.Time(needed - open).TotalSeconds:0.0} s were dropped")
            : null;
        (CoverageKind kind, string? reason) =
            _committed.Count > 0 ? (CoverageKind.Transcribed, lost ?? (needed > done ? Unfinished(hypothesis) : null))
            : lost is not null ? (CoverageKind.Dropped, lost)
            : (CoverageKind.NoSpeech, "the model wrote no text");
        LetGo(Math.Max(needed, done), hypothesis, kind, reason);
        return lost;
    }

    private bool LeavesRoom(int lastWord, long heard) =>
        lastWord >= 0 && heard - _clock.Samples(_committed[lastWord].End) <= _clock.Comfortable;

    /// <summary>Lets go of the audio up to a committed word's end.</summary>
    private void CutBehind(int lastWord)
    {
        if (lastWord < 0)
            return;
        long cut = Math.Max(Start, _clock.Samples(_committed[lastWord].End));
        _record.Close(_committed[..(lastWord + 1)], Start, cut, _decoder.Language, _heard?.Window, CoverageKind.Transcribed, null);
        _committed.RemoveRange(0, lastWord + 1);
        Start = cut;
    }

    private void Finish(long end, LiveHypothesis? hypothesis, CoverageKind kind, string? reason)
    {
        _agreement.Close([]);
        LetGo(end, hypothesis, kind, reason);
    }

    private void LetGo(long end, LiveHypothesis? hypothesis, CoverageKind kind, string? reason)
    {
        // The last word may be timed into the pause behind it.
        end = Math.Max(end, Start);
        _record.Close([.. _committed], Start, end, _decoder.Language, hypothesis?.Window, kind, reason);
        _committed.Clear();
        Start = end;
    }
}

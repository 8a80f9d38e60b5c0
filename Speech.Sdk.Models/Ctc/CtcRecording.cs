using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// One recording of a call: its pieces are heard one after the other, each whole or in chunks that overlap, and one search reads the text of
/// them all. Of its scores none is held.
/// </summary>
internal sealed class CtcRecording : IDisposable
{
    private readonly CtcPlan _plan;
    private readonly InferenceCall _call;
    private readonly int _index;
    private readonly IFrontEnd _frontEnd;
    private readonly CtcHearing _hearing;
    private readonly CtcPieceSearch _search;

    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    public CtcRecording(CtcPlan plan, InferenceCall call, AudioSource source, int index)
    {
        _plan = plan;
        _call = call;
        _index = index;
        _frontEnd = plan.Model.FrontEnd;
        _search = new CtcPieceSearch(plan);
        _hearing = new CtcHearing(plan.Model, plan.Head, plan.Chunks, call, source);
    }

    public Transcript Transcribe()
    {
        using IPassageSource pieces = _plan.VoiceActivity is { } voice
            ? new SpeechPassages(_hearing.Audio, _plan.Ranges, new VoiceActivityScan(_plan.Model.VoiceActivity.ForRecording(), voice), _call, (int)_plan.Whole, _frontEnd.Hop, apart: false)
            : new EachAPassage(_plan.Ranges);
        while (_hearing.Timed(pieces.Next) is { } stretch)
        {
            foreach (SampleRange range in stretch.Ranges)
                Hear(range);
            _hearing.Audio.Release(pieces.NeededFrom);
        }

        _hearing.Audio.ReadToEnd();
        Report(_hearing.Audio.End);
        return ToTranscript();
    }

    public void Dispose() => _hearing.Dispose();

    /// <summary>Hears a part of the recording, which but for the search knows nothing of the rest.</summary>
    private void Hear(SampleRange range)
    {
        (long end, bool hasFrames) = _hearing.Look(range);
        if (end <= range.Start)
            return;
        if (!hasFrames)
        {
            _search.Skip(range.Start, end);
            return;
        }

        _search.Begin();
        end = _hearing.Hear(range, Accept, Report);
        _search.End(range.Start, end);
        Report(end);
    }

    private void Accept(CtcScores scores, int from, int to)
    {
        long start = Stopwatch.GetTimestamp();
        _search.Accept(scores, from, to);
        _hearing.Watches.Decoder += Stopwatch.GetElapsedTime(start);
    }

    private Transcript ToTranscript()
    {
        long start = Stopwatch.GetTimestamp();
        var readings = _search.Readings(_plan.Options.Decoding.Alternatives, ended: true);
        _hearing.Watches.Decoder += Stopwatch.GetElapsedTime(start);
        var times = new FrameTimes(_search.Pieces, _frontEnd.Hop, _frontEnd.SampleRate);
        IReadOnlyList<Segment> segments = new CtcSegments(_plan.Head.Vocabulary, times, _plan.Options.WordTimestamps).Cut(readings, asOne: !_plan.Options.Timestamps);
        return new Transcript
        {
            Text = string.Concat(segments.Select(segment => segment.Text)).Trim(),
            Language = _plan.Head.Language ?? CtcHead.Undetermined,
            Duration = Time(_hearing.Audio.End),
            Segments = segments,
            Coverage = CoverageLedger.Close([CtcCoverage.Of(_search.Pieces, readings[0].Words, _frontEnd)], _hearing.Audio.End, _frontEnd.SampleRate, _plan.Ranges),
            Diagnostics = _hearing.Watches.ToDiagnostics(_plan.Model, [.. _hearing.Audio.Warnings, .. RangesBehindTheEnd()]),
        };
    }

    private IEnumerable<string> RangesBehindTheEnd() => _plan.Ranges
        .Where(range => range.Start >= _hearing.Audio.End)
        .Select(range => FormattableString.Invariant($"a range begins at {Time(range.Start).TotalSeconds:0.##} s, but the recording ends at {Time(_hearing.Audio.End).TotalSeconds:0.##} s; nothing of it was transcribed."));

    private void Report(long position) =>
        _plan.Options.Progress?.Report(new TranscriptionProgress(_index, Time(position), _hearing.Audio.Length is { } length ? Time(length) : null));

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _frontEnd.SampleRate);
}

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
/// them all. Of the recording no more is held than a piece or chunk, unless it can be read only once; of its scores none.
/// </summary>
internal sealed class CtcRecording : IDisposable
{
    private readonly CtcPlan _plan;
    private readonly InferenceCall _call;
    private readonly AudioSource _source;
    private readonly int _index;
    private readonly IFrontEnd _frontEnd;
    private readonly AudioWindow _audio;
    private readonly CtcPieceSearch _search;
    private readonly CtcWatches _watches = new();

    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    public CtcRecording(CtcPlan plan, InferenceCall call, AudioSource source, int index)
    {
        _plan = plan;
        _call = call;
        _source = source;
        _index = index;
        _frontEnd = plan.Model.FrontEnd;
        _search = new CtcPieceSearch(plan);
        _audio = new AudioWindow(source.Open(_frontEnd.SampleRate, call.Token));
    }

    /// <summary>What is to be heard, one clip after the other: the next is there when the one before was scored.</summary>
    public IEnumerable<CtcClip> Clips()
    {
        VoiceActivityOptions? detection = _plan.VoiceActivity ?? (_plan.CutsLongAtPauses && Timed(IsLong) ? new VoiceActivityOptions() : null);
        using IPassageSource pieces = detection is { } voice
            ? new SpeechPassages(_audio, _plan.Ranges, new VoiceActivityScan(_plan.Model.VoiceActivity.ForRecording(), voice), _call, (int)_plan.Whole, _frontEnd.Hop, apart: true)
            : new EachAPassage(_plan.Ranges);
        while (Timed(pieces.Next) is { } stretch)
        {
            foreach (CtcClip clip in stretch.Ranges.SelectMany(Hear))
                yield return clip;
            // Stretches begin at whole frames, which may be a frame earlier.
            _audio.Release(pieces.NeededFrom - _frontEnd.Hop);
        }

        _audio.ReadToEnd();
        Report(_audio.End);
    }

    /// <summary>What was said, once all clips were heard.</summary>
    public Transcript ToTranscript()
    {
        long start = Stopwatch.GetTimestamp();
        var readings = _search.Readings(_plan.Options.Decoding.Alternatives, ended: true);
        _watches.Decoder += Stopwatch.GetElapsedTime(start);
        var times = new FrameTimes(_search.Pieces, _frontEnd.Hop, _frontEnd.SampleRate);
        IReadOnlyList<Segment> segments = new CtcSegments(_plan.Head, times, _plan.Options.WordTimestamps).Cut(readings, asOne: !_plan.Options.Timestamps);
        return new Transcript
        {
            Text = string.Concat(segments.Select(segment => segment.Text)).Trim(),
            Language = _plan.Head.Language ?? CtcHead.Undetermined,
            Duration = Time(_audio.End),
            Segments = segments,
            Coverage = CoverageLedger.Close([CtcCoverage.Of(_search.Pieces, readings[0].Words, _frontEnd)], _audio.End, _frontEnd.SampleRate, _plan.Ranges),
            Diagnostics = _watches.ToDiagnostics(_plan.Model, [.. _audio.Warnings, .. RangesBehindTheEnd()]),
        };
    }

    public void Dispose() => _audio.Dispose();

    // Where nothing says how long the recording is, as much is read as tells; of the last of several ranges that would be all before it.
    private bool IsLong()
    {
        SampleRange last = _plan.Ranges[^1];
        if (last.End != long.MaxValue || _plan.Ranges.Count > 1)
            return _plan.Ranges.Any(range => Math.Min(range.End, _audio.Length ?? range.End) - range.Start > _plan.Whole);
        if (_audio.Length is { } length)
            return length - last.Start > _plan.Whole;
        _audio.Skip(last.Start);
        return _audio.ReadTo(last.Start + _plan.Whole + 1) - last.Start > _plan.Whole;
    }

    /// <summary>Hears a part of the recording, which but for the search knows nothing of the rest.</summary>
    private IEnumerable<CtcClip> Hear(SampleRange range)
    {
        _audio.Skip(range.Start);
        long end = Timed(() => _audio.ReadTo(Math.Min(range.End, range.Start + _plan.Whole + 1)));
        if (end <= range.Start)
            yield break;
        bool isHeld = _audio.End >= range.End || _audio.Ended;
        if (isHeld && _frontEnd.Frames(end - range.Start) == 0)
        {
            _search.Skip(range.Start, end);
            yield break;
        }

        IRecordingScale? scale = Timed(() => CtcScaleReader.Read(_frontEnd, _source, _audio, range, _call.Token));
        _search.Begin();
        CtcChunkRun chunks = new(_plan, _call, _audio, _watches);
        foreach (CtcClip clip in chunks.Clips(range, scale, Report))
        {
            yield return clip;
            Accept(clip.Scores, clip.From, clip.To);
        }

        _search.End(range.Start, chunks.End);
        Report(chunks.End);
    }

    private void Accept(CtcScores scores, int from, int to)
    {
        long start = Stopwatch.GetTimestamp();
        _search.Accept(scores, from, to, _call.Token);
        _watches.Decoder += Stopwatch.GetElapsedTime(start);
    }

    private IEnumerable<string> RangesBehindTheEnd() => _plan.Ranges
        .Where(range => range.Start >= _audio.End)
        .Select(range => FormattableString.Invariant($"a range begins at {Time(range.Start).TotalSeconds:0.##} s, but the recording ends at {Time(_audio.End).TotalSeconds:0.##} s; nothing of it was transcribed."));

    private void Report(long position) =>
        _plan.Options.Progress?.Report(new TranscriptionProgress(_index, Time(position), _audio.Length is { } length ? Time(length) : null));

    private T Timed<T>(Func<T> reading)
    {
        long start = Stopwatch.GetTimestamp();
        T read = reading();
        _watches.Audio += Stopwatch.GetElapsedTime(start);
        return read;
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _frontEnd.SampleRate);
}

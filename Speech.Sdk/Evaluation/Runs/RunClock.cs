using System.Diagnostics;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Runs;

/// <summary>Logs a session's results with its clock, and tells how far it has come.</summary>
internal sealed class RunClock
{
    private readonly ResultLog _log;
    private readonly IProgress<EvaluationProgress>? _progress;
    private readonly int _clips;
    private readonly TimeSpan? _total;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TimeSpan> _positions = [];
    private TimeSpan _heard;
    private readonly int _before;
    private int _done;
    private int _failed;

    public RunClock(IReadOnlyList<EvaluationClip> clips, IReadOnlyList<int> places, int[] open, ResultLog log, IProgress<EvaluationProgress>? progress)
    {
        _log = log;
        _progress = progress;
        _clips = places.Count;
        _done = _before = places.Count - open.Length;
        _failed = places.Except(open).Count(place => log.Results[place].Result.Error is not null);
        IEnumerable<TimeSpan?> lengths = open.Select(place => clips[place].Duration);
        _total = lengths.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, length) => sum + length);
        Tell(latest: null);
    }

    /// <summary>Takes a clip's result.</summary>
    public void Add(int place, ClipResult result)
    {
        _log.Append(place, result, Stopwatch.GetElapsedTime(_start));
        lock (_lock)
        {
            _done++;
            _failed += result.Error is null ? 0 : 1;
            Move(place, result.Clip.Duration ?? result.Audio ?? TimeSpan.Zero);
        }

        Tell(result);
    }

    /// <summary>What a call reports progress to whose recordings are the clips of these places.</summary>
    public IProgress<TranscriptionProgress> Watch(int[] places) => new Part(this, places);

    private void Tell(ClipResult? latest)
    {
        if (_progress is null)
            return;
        lock (_lock)
        {
            TimeSpan? left = _total - _heard is { } rest ? (rest > TimeSpan.Zero ? rest : TimeSpan.Zero) : null;
            _progress.Report(new EvaluationProgress(_done, _before, _failed, _clips, _heard, left, Stopwatch.GetElapsedTime(_start), latest));
        }
    }

    private void Move(int place, TimeSpan position)
    {
        _heard += position - _positions.GetValueOrDefault(place);
        _positions[place] = position;
    }

    private sealed class Part(RunClock clock, int[] places) : IProgress<TranscriptionProgress>
    {
        public void Report(TranscriptionProgress value)
        {
            lock (clock._lock)
                clock.Move(places[value.Index], value.Position);
            clock.Tell(latest: null);
        }
    }
}

using System.Buffers;

namespace Speech.Sdk.Alignments.Trellis;

/// <summary>
/// The likeliest path of a text's labels through a recording's frames (connectionist temporal classification, Graves et al. 2006;
/// aligned as in Kürzinger et al. 2020). Exact, in memory that grows with the frames and the labels and not with their product
/// (Hirschberg 1975): the scores from the beginning to the middle frame and from the end back to it say through which states the
/// best path crosses the middle; then both halves are solved in the same way, until one fits into a small table. This doubles the work.
/// </summary>
internal sealed class ViterbiPath
{
    /// <summary>Frames times labels that a table is made of at once: one that fits into a core's own cache.</summary>
    public const int StandardTable = 1 << 16;

    // Smaller halves are not worth another thread.
    private const long ParallelCells = 1 << 22;
    private const int RecentreEvery = 256;

    private readonly EmissionTable _emissions;
    private readonly LabelChain _chain;
    private readonly LabelChain _mirrored;
    private readonly int[] _states;
    private readonly int _table;
    private readonly CancellationToken _cancellation;

    private ViterbiPath(EmissionTable emissions, LabelChain chain, int table, CancellationToken cancellation)
    {
        (_emissions, _chain, _table, _cancellation) = (emissions, chain, table, cancellation);
        _mirrored = chain.Mirrored();
        _states = new int[emissions.Frames];
    }

    /// <summary>The state of every frame. There must be <see cref="LabelChain.LeastFrames"/> frames at least, and a label.</summary>
    public static int[] Find(EmissionTable emissions, LabelChain chain, int table = StandardTable, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(emissions.Frames, Math.Max(1, chain.LeastFrames));
        ViterbiPath path = new(emissions, chain, table, cancellation);
        path.Solve(new Stretch(0, emissions.Frames, 0, chain.States - 1, OpenStart: true, OpenEnd: true));
        return path._states;
    }

    private void Solve(Stretch stretch)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (stretch.First == stretch.Last)
        {
            _states.AsSpan(stretch.Start, stretch.Frames).Fill(stretch.First);
            return;
        }

        if (stretch.Frames == 1 || (long)stretch.Frames * StateScores.Size(stretch.Labels) <= 2L * _table)
        {
            SolveTable(stretch);
            return;
        }

        (Stretch before, Stretch after) = Halve(stretch);
        if (stretch.Cells < ParallelCells)
        {
            Solve(before);
            Solve(after);
        }
        else
        {
            Both(() => Solve(before), () => Solve(after));
        }
    }

    private (Stretch Before, Stretch After) Halve(Stretch stretch)
    {
        int middle = stretch.Start + (stretch.Frames / 2), size = StateScores.Size(stretch.Labels);
        float[] forward = ArrayPool<float>.Shared.Rent(size), backward = ArrayPool<float>.Shared.Rent(size);
        Stretch mirrored = stretch with
        {
            First = _chain.States - 1 - stretch.Last, Last = _chain.States - 1 - stretch.First, OpenStart = stretch.OpenEnd, OpenEnd = stretch.OpenStart,
        };
        void Forward() => Sweep(_chain, stretch, stretch.Start, 1, middle - stretch.Start, forward);
        void Backward() => Sweep(_mirrored, mirrored, stretch.End - 1, -1, stretch.End - middle, backward);
        if (stretch.Cells < ParallelCells)
        {
            Forward();
            Backward();
        }
        else
        {
            Both(Forward, Backward);
        }

        (int left, int right) = Join(stretch, new StateScores(forward, stretch.Labels, keep: true), new StateScores(backward, stretch.Labels, keep: true));
        ArrayPool<float>.Shared.Return(forward);
        ArrayPool<float>.Shared.Return(backward);
        return (stretch with { End = middle, Last = left, OpenEnd = false }, stretch with { Start = middle, First = right, OpenStart = false });
    }

    /// <summary>The best scores of the states after <paramref name="count"/> frames from <paramref name="frame"/> on, in either direction of time.</summary>
    private void Sweep(LabelChain chain, Stretch stretch, int frame, int direction, int count, float[] memory)
    {
        StateScores scores = new(memory, stretch.Labels);
        Begin(scores, chain, stretch, frame);
        for (int done = 1; done < count; done++)
        {
            _cancellation.ThrowIfCancellationRequested();
            // A path takes at most one more label a frame: it cannot be further than that, nor so far behind that the end is out of reach.
            int last = Math.Min(stretch.Labels, done + 1), first = Math.Max(0, stretch.Labels - (stretch.Frames - done) - 2);
            scores.Advance(scores, chain, stretch.FirstLabel, _emissions.Row(frame + (done * direction)), Math.Min(first, last), last);
            if (done % RecentreEvery == 0)
                scores.Recentre();
        }
    }

    private void Begin(StateScores scores, LabelChain chain, Stretch stretch, int frame)
    {
        ReadOnlySpan<float> row = _emissions.Row(frame);
        int origin = stretch.First & ~1, last = stretch.OpenStart ? Math.Min(chain.StartStates - 1, stretch.Last) : stretch.First;
        for (int state = stretch.First; state <= last; state++)
            scores[state - origin] = row[(state & 1) == 0 ? EmissionTable.Blank : chain.ColumnsFrom(state >> 1)[0]];
    }

    /// <summary>The states before and behind the middle frame's beginning that the best path crosses it in.</summary>
    private (int Left, int Right) Join(Stretch stretch, StateScores forward, StateScores backward)
    {
        int origin = stretch.First & ~1, mirroredOrigin = (_chain.States - 1 - stretch.Last) & ~1;
        (int Left, int Right) best = (stretch.First, stretch.First);
        float greatest = float.NegativeInfinity;
        for (int left = stretch.First; left <= stretch.Last; left++)
        {
            bool skips = (left & 1) != 0 && left + 2 <= stretch.Last && _chain.CanSkip((left + 2) >> 1);
            int furthest = Math.Min(stretch.Last, left + (skips ? 2 : 1));
            for (int right = left; right <= furthest; right++)
            {
                float score = forward[left - origin] + backward[_chain.States - 1 - right - mirroredOrigin];
                if (score > greatest)
                    (greatest, best) = (score, (left, right));
            }
        }

        return best;
    }

    private void SolveTable(Stretch stretch)
    {
        int size = StateScores.Size(stretch.Labels);
        float[] memory = ArrayPool<float>.Shared.Rent(stretch.Frames * size);
        StateScores scores = new(memory, stretch.Labels);
        Begin(scores, _chain, stretch, stretch.Start);
        for (int frame = 1; frame < stretch.Frames; frame++)
        {
            StateScores next = new(memory.AsSpan(frame * size), stretch.Labels);
            scores.Advance(next, _chain, stretch.FirstLabel, _emissions.Row(stretch.Start + frame), 0, stretch.Labels);
            scores = next;
        }

        int origin = stretch.First & ~1, state = stretch.Last - origin;
        int furthest = stretch.OpenEnd ? Math.Max(0, state - _chain.EndStates + 1) : state;
        for (int end = state - 1; end >= furthest; end--)
            state = scores[end] > scores[state] ? end : state;
        for (int frame = stretch.Frames - 1; ; frame--)
        {
            _states[stretch.Start + frame] = origin + state;
            if (frame == 0)
                break;
            state = Predecessor(new StateScores(memory.AsSpan((frame - 1) * size), stretch.Labels, keep: true), origin, state);
        }

        ArrayPool<float>.Shared.Return(memory);
    }

    private int Predecessor(StateScores before, int origin, int state)
    {
        int best = state;
        if (state > 0 && before[state - 1] > before[best])
            best = state - 1;
        if ((state & 1) != 0 && state > 2 && _chain.CanSkip((origin + state) >> 1) && before[state - 2] > before[best])
            best = state - 2;
        return best;
    }

    private void Both(Action first, Action second)
    {
        try
        {
            Parallel.Invoke(first, second);
        }
        catch (AggregateException)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Frames and the states that the path through them begins and ends in.</summary>
    /// <param name="Start">The first frame.</param>
    /// <param name="End">The frame after the last one.</param>
    /// <param name="First">The state of the first frame.</param>
    /// <param name="Last">The state of the last frame.</param>
    /// <param name="OpenStart">Whether the path may begin in any of the text's <see cref="LabelChain.StartStates"/>.</param>
    /// <param name="OpenEnd">Whether the path may end in any of the text's <see cref="LabelChain.EndStates"/>.</param>
    private readonly record struct Stretch(int Start, int End, int First, int Last, bool OpenStart, bool OpenEnd)
    {
        public int Frames => End - Start;

        public int FirstLabel => First >> 1;

        /// <summary>Labels from the first state's on; a last state that is a blank has its label behind it.</summary>
        public int Labels => ((Last + 1) >> 1) - FirstLabel;

        public long Cells => (long)Frames * Labels;
    }
}

namespace Speech.Sdk.Tokens.Ctc;

/// <summary>Joins equal neighbours and drops blanks, frame by frame: the rule by which CTC reads a path of symbols (Graves et al. 2006).</summary>
/// <param name="blank">The symbol that stands for nothing.</param>
internal sealed class CtcCollapse(int blank)
{
    private readonly List<CtcRun> _runs = [];
    private int _last = -1;

    /// <summary>What was said so far, without blanks.</summary>
    public IReadOnlyList<CtcRun> Runs => _runs;

    /// <summary>Frames taken so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Takes the next frame's symbol.</summary>
    public void Add(int symbol, float logProbability = 0)
    {
        if (symbol != blank)
        {
            if (symbol == _last)
                _runs[^1] = _runs[^1] with { End = Frames + 1, LogProbability = Math.Max(_runs[^1].LogProbability, logProbability) };
            else
                _runs.Add(new CtcRun(symbol, Frames, Frames + 1, logProbability));
        }

        _last = symbol;
        Frames++;
    }
}

using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Foreign;

/// <summary>The rows of several windows, each window with graphs' caches of its own.</summary>
internal sealed class OptimumDecoderState(OptimumGraphs graphs) : IWhisperDecoderState
{
    private readonly List<OptimumRows> _all = [];
    private List<OptimumRows> _windows = [];

    public int VocabularySize => graphs.Config.VocabularySize;

    public int Rows => _windows.Count * RowsPerWindow;

    private int RowsPerWindow => _windows[0].Count;

    public void Add(OptimumRows rows)
    {
        _all.Add(rows);
        _windows.Add(rows);
    }

    public Span<float> Logits(int row) => _windows[row / RowsPerWindow].Logits(row % RowsPerWindow);

    public ReadOnlySpan<float> PromptLogits(int window) => _all[window].PromptLogits;

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken)
    {
        int before = RowsPerWindow;
        List<OptimumRows> remaining = [];
        for (int first = 0; first < parents.Length;)
        {
            int window = parents[first] / before;
            int last = first;
            while (last < parents.Length && parents[last] / before == window)
                last++;
            int[] ownParents = new int[last - first];
            for (int row = first; row < last; row++)
                ownParents[row - first] = parents[row] % before;
            _windows[window].Advance(tokens[first..last], ownParents);
            remaining.Add(_windows[window]);
            first = last;
        }

        _windows = remaining;
    }

    public void Dispose()
    {
        foreach (OptimumRows rows in _all)
            rows.Dispose();
    }
}

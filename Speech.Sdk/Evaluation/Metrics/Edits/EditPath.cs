namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>A path through an edit matrix, put together from its end to its beginning.</summary>
internal sealed class EditPath(int referenceLength, int hypothesisLength)
{
    private readonly List<EditChunk> _reversed = [];
    private int _reference = referenceLength;
    private int _hypothesis = hypothesisLength;

    /// <summary>Puts as many equal edits before all others.</summary>
    public void Prepend(EditKind kind, int count)
    {
        if (count == 0)
            return;
        (int referenceEnd, int hypothesisEnd) = (_reference, _hypothesis);
        if (kind != EditKind.Insert)
            _reference -= count;
        if (kind != EditKind.Delete)
            _hypothesis -= count;
        if (_reversed.Count > 0 && _reversed[^1].Kind == kind)
            _reversed[^1] = _reversed[^1] with { ReferenceStart = _reference, HypothesisStart = _hypothesis };
        else
            _reversed.Add(new EditChunk(kind, _reference, referenceEnd, _hypothesis, hypothesisEnd));
    }

    /// <summary>The runs of equal edits, from the first on.</summary>
    public EditChunk[] ToChunks()
    {
        EditChunk[] chunks = [.. _reversed];
        Array.Reverse(chunks);
        return chunks;
    }
}

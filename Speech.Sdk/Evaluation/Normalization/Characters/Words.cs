namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>The words between white space, as Python's <c>str.split()</c> gives them.</summary>
internal ref struct Words(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly Words GetEnumerator() => this;

    public bool MoveNext()
    {
        int start = 0;
        while (start < _rest.Length && CodePoint.IsSpace(_rest[start]))
            start++;
        int end = start;
        while (end < _rest.Length && !CodePoint.IsSpace(_rest[end]))
            end++;
        Current = _rest[start..end];
        _rest = _rest[end..];
        return start < end;
    }
}

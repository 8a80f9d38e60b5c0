namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>Words or characters as numbers from 0 on.</summary>
internal static class SymbolNumbers
{
    /// <summary>
    /// Numbers the reference's symbols; all of the hypothesis that the reference lacks have one more number, because they are never compared with each other.
    /// Returns how many numbers there are.
    /// </summary>
    public static int Assign<T>(ReadOnlySpan<T> reference, ReadOnlySpan<T> hypothesis, Span<int> referenceNumbers, Span<int> hypothesisNumbers)
        where T : notnull
    {
        Dictionary<T, int> numbers = [];
        for (int index = 0; index < reference.Length; index++)
        {
            if (!numbers.TryGetValue(reference[index], out referenceNumbers[index]))
                numbers.Add(reference[index], referenceNumbers[index] = numbers.Count);
        }

        for (int index = 0; index < hypothesis.Length; index++)
            hypothesisNumbers[index] = numbers.GetValueOrDefault(hypothesis[index], numbers.Count);
        return numbers.Count + 1;
    }
}

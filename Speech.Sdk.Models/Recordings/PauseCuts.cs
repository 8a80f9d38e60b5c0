namespace Speech.Sdk.Models.Recordings;

/// <summary>Where the words of a recording part into segments: at pauses, and where speech without them is long at the longest ones there are.</summary>
internal sealed class PauseCuts(IReadOnlyList<(TimeSpan Start, TimeSpan End)> words)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The words of each segment.</summary>
    public IEnumerable<Range> Parts()
    {
        int first = 0;
        for (int index = 1; index <= words.Count; index++)
        {
            if (index < words.Count && PauseBefore(index) <= Pause)
                continue;
            foreach (Range part in Shortened(first, index))
                yield return part;
            first = index;
        }
    }

    private IEnumerable<Range> Shortened(int first, int end)
    {
        if (end - first < 2 || words[end - 1].End - words[first].Start <= Longest)
            return [first..end];
        // Of equal pauses the one in the midst.
        int cut = Enumerable.Range(first + 1, end - first - 1).MaxBy(index => (PauseBefore(index), -Math.Abs((2 * index) - first - end)));
        return Shortened(first, cut).Concat(Shortened(cut, end));
    }

    private TimeSpan PauseBefore(int index) => words[index].Start - words[index - 1].End;
}

namespace Speech.Sdk.Models.Streaming;

/// <summary>Fits committed words behind one another and counts how long they took.</summary>
internal sealed class WordCommits
{
    /// <summary>The least time that a word is given: what times it may give it none at all.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    public StreamLatency Latency { get; private set; }

    /// <summary>Where the last committed word ends.</summary>
    public TimeSpan LastEnd { get; private set; }

    /// <summary>Fits a word behind the ones before it and counts how long it took.</summary>
    /// <param name="word">A word that is certain now.</param>
    /// <param name="heard">How much of the stream was heard for it; it cannot end later.</param>
    /// <param name="computing">How much later than that it is.</param>
    public LiveWord Add(LiveWord word, TimeSpan heard, TimeSpan computing)
    {
        TimeSpan start = Later(LastEnd, Earlier(word.Start, heard - Shortest));
        TimeSpan end = Earlier(heard, Later(start + Shortest, word.End));
        LastEnd = end;
        Latency = Latency.With(heard - end + computing);
        return word with { Start = start, End = end };
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

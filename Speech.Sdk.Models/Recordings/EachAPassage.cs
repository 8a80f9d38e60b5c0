using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Recordings;

/// <summary>Each of the parts that the caller asked for is a passage of its own.</summary>
internal sealed class EachAPassage(IReadOnlyList<SampleRange> ranges) : IPassageSource
{
    private int _next;

    public long NeededFrom => _next < ranges.Count ? ranges[_next].Start : long.MaxValue;

    public bool IsOver => _next == ranges.Count;

    public Stretch? Next() => _next < ranges.Count ? new Stretch([ranges[_next++]]) : null;

    public void Dispose()
    {
    }
}

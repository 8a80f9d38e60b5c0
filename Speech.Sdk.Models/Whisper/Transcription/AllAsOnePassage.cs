using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The parts that the caller asked for, one after the other.</summary>
internal sealed class AllAsOnePassage(IReadOnlyList<SampleRange> ranges) : IPassageSource
{
    private bool _given = ranges.Count == 0;

    public long NeededFrom => _given ? long.MaxValue : ranges[0].Start;

    public bool IsOver => _given;

    public Stretch? Next()
    {
        if (_given)
            return null;
        _given = true;
        return new Stretch(ranges);
    }

    public void Dispose()
    {
    }
}

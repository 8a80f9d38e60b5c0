using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The parts that the caller asked for, one after the other.</summary>
internal sealed class AllAsOnePassage(IReadOnlyList<SampleRange> ranges) : IPassageSource
{
    private IReadOnlyList<SampleRange>? _next = ranges;

    public long NeededFrom => _next is null ? long.MaxValue : _next[0].Start;

    public IReadOnlyList<SampleRange>? Next()
    {
        IReadOnlyList<SampleRange>? next = _next;
        _next = null;
        return next;
    }

    public void Dispose()
    {
    }
}

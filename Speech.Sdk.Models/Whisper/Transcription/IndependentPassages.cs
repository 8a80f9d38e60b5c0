using Speech.Sdk.Audio;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Passages of which each has a text of its own; one after the other they are the recording's.</summary>
/// <param name="plan">The call's options.</param>
/// <param name="audio">The recording.</param>
/// <param name="features">Makes its windows.</param>
/// <param name="source">Cuts it into passages; disposed with this.</param>
internal sealed class IndependentPassages(TranscriptionPlan plan, AudioWindow audio, IWindowFeatures features, IPassageSource source) : IPassages
{
    private readonly List<Passage> _passages = [];

    public long NeededFrom => source.NeededFrom;

    public IEnumerable<Segment> Segments => _passages.SelectMany(passage => passage.Segments);

    public bool IsOver => source.IsOver;

    public IPassage? Next()
    {
        if (source.Next() is not { } stretch)
            return null;
        _passages.Add(new Passage(plan, audio, features, stretch, beginsRecording: _passages.Count == 0));
        return _passages[^1];
    }

    public void Dispose() => source.Dispose();
}

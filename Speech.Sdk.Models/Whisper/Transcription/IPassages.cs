using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A recording's passages in their order, and the text that they make together.</summary>
internal interface IPassages : IDisposable
{
    /// <summary>Begins the next passage; null where there is none left, or none before passages under way have got further.</summary>
    IPassage? Next();

    /// <summary>Whether there is none left.</summary>
    bool IsOver { get; }

    /// <summary>The first sample that a later passage may hold.</summary>
    long NeededFrom { get; }

    /// <summary>The recording's segments, once every passage is done.</summary>
    IEnumerable<Segment> Segments { get; }
}

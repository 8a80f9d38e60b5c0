using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>What became of one recording of many: its transcript, or why there is none.</summary>
public sealed record RecordingResult
{
    /// <summary>Which recording of the call it is, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The transcript. <value>null: the recording failed.</value></summary>
    public Transcript? Transcript { get; init; }

    /// <summary>Why there is no transcript. <value>null: there is one.</value></summary>
    public Exception? Error { get; init; }

    /// <summary>From when the recording was opened to its result; recordings that were heard together share that time.</summary>
    public TimeSpan Elapsed { get; init; }
}

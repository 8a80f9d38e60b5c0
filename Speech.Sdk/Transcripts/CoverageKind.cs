namespace Speech.Sdk.Transcripts;

/// <summary>What became of a stretch of a recording.</summary>
public enum CoverageKind
{
    /// <summary>The model heard it and its text is in the transcript.</summary>
    Transcribed,

    /// <summary>Voice activity detection removed it before the model.</summary>
    RemovedByVad,

    /// <summary>The model heard it and judged that nobody speaks.</summary>
    NoSpeech,

    /// <summary>The model heard it, but its text was dropped; the reason says why.</summary>
    Dropped,
}

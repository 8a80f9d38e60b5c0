namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>Whether to believe a hypothesis.</summary>
internal enum LiveVerdict
{
    Convincing,

    /// <summary>Improbable: not to be committed before the utterance's end.</summary>
    Doubtful,

    /// <summary>Nobody speaks.</summary>
    Silence,

    /// <summary>It repeats itself.</summary>
    Repetition,
}

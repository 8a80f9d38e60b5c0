namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>What lists of clips say under many names.</summary>
internal enum ClipField
{
    /// <summary>What tells the clip from the others of its set.</summary>
    Id,

    /// <summary>The recording's path.</summary>
    Audio,

    /// <summary>The reference.</summary>
    Text,

    /// <summary>The spoken language.</summary>
    Language,

    /// <summary>Who speaks.</summary>
    Speaker,

    /// <summary>How loud the noise is.</summary>
    Noise,

    /// <summary>Seconds.</summary>
    Duration,

    /// <summary>Seconds before the clip in its recording.</summary>
    Offset,

    /// <summary>A text made elsewhere.</summary>
    Hypothesis,
}

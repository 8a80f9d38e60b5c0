namespace Speech.Sdk;

/// <summary>Where a recording may hold sound that the text to align does not tell of, such as speech before it begins.</summary>
public enum UntranscribedAudio
{
    /// <summary>Before the text and behind it.</summary>
    AtEnds,

    /// <summary>Before the text, behind it and between its lines.</summary>
    BetweenLines,

    /// <summary>Nowhere: every sound belongs to the text.</summary>
    None,
}

namespace Speech.Sdk;

/// <summary>What is written down.</summary>
public enum SpeechTask
{
    /// <summary>What was said, in the language it was said in.</summary>
    Transcribe,

    /// <summary>What was said, in English.</summary>
    Translate,
}

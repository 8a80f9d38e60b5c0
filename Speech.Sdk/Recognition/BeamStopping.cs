namespace Speech.Sdk;

/// <summary>When a beam search ends.</summary>
public enum BeamStopping
{
    /// <summary>When no running hypothesis is likely to beat the worst finished one (transformers, <c>early_stopping=False</c>).</summary>
    Heuristic,

    /// <summary>As soon as BeamSize hypotheses are finished (transformers, <c>early_stopping=True</c>).</summary>
    Early,

    /// <summary>When no running hypothesis can beat the worst finished one at any length (transformers, <c>early_stopping="never"</c>).</summary>
    Never,

    /// <summary>When round(BeamSize * Patience) hypotheses are finished (openai-whisper).</summary>
    Patience,
}

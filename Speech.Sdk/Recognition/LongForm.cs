namespace Speech.Sdk;

/// <summary>How a recording longer than the model's window is cut up and put together again.</summary>
public enum LongForm
{
    /// <summary>
    /// Voice activity detection finds the speech; stretches of it that fit a window are decoded independently of each other, many at a
    /// time. The result does not depend on how many.
    /// </summary>
    Batched,

    /// <summary>One window after the other, each beginning where the last complete segment ended (openai-whisper, transcribe.py).</summary>
    Sequential,

    /// <summary>As <see cref="Sequential"/>, by the rules of transformers' <c>generate</c>, which differ in prompts and thresholds.</summary>
    SequentialTransformers,

    /// <summary>Windows that overlap, whose texts are merged where they agree (transformers' pipeline with <c>chunk_length_s</c>).</summary>
    Chunked,
}

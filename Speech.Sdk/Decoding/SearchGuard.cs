namespace Speech.Sdk.Decoding;

/// <summary>What a search refuses to go on with.</summary>
internal static class SearchGuard
{
    /// <summary>The number of audios, if the state has one row for each prompt.</summary>
    public static int CheckedRows(IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts) => state.Rows == prompts.Count
        ? prompts.Count
        : throw new ArgumentException($"The decoder has {state.Rows} rows; expected one for each of {prompts.Count} prompts.");

    /// <summary>The error for a row whose scores name no token.</summary>
    public static SpeechException NothingToWrite(ReadOnlySpan<float> scores) => new(
        scores.ContainsAnyExcept(float.NegativeInfinity)
            ? "The decoder's scores hold NaN or infinity; expected numbers. The model's weights or its precision do not work on this execution provider."
            : "Every token is suppressed; expected at least one that may be written. Suppress fewer tokens.");
}

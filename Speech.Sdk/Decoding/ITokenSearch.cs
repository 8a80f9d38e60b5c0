namespace Speech.Sdk.Decoding;

/// <summary>Writes one text for each audio. Immutable: calls are independent of each other and may run at the same time.</summary>
internal interface ITokenSearch
{
    /// <summary>Runs to the end; what an audio gets does not depend on the others of the call.</summary>
    /// <param name="state">One row for each audio, which already holds its prompt.</param>
    /// <param name="prompts">The prompt of each audio; they may differ in length.</param>
    /// <param name="cancellationToken">Stops between two tokens at the latest.</param>
    /// <returns>For each audio the hypotheses found, best first, at least one.</returns>
    /// <exception cref="SpeechException">The model's scores are not numbers, or the options leave no token to write.</exception>
    IReadOnlyList<IReadOnlyList<Hypothesis>> Run(
        IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts, CancellationToken cancellationToken);
}

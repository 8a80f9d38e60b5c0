namespace Speech.Sdk.Decoding;

/// <summary>A decoder of one row that scores several tokens in a run and forgets what it should not have been fed.</summary>
internal interface IDraftableState : IDecoderState
{
    /// <summary>Feeds the row some tokens, at least one; <see cref="ScoresAfter"/> has what follows each of them.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    void Extend(ReadOnlySpan<int> tokens, CancellationToken cancellationToken);

    /// <summary>Scores (logits) after a token of the latest <see cref="Extend"/>, [VocabularySize]; valid until the next.</summary>
    Span<float> ScoresAfter(int token);

    /// <summary>Forgets all but the row's first tokens, prompt included; what follows comes with the next <see cref="Extend"/>.</summary>
    void Truncate(int length);
}

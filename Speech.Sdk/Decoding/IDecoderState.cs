namespace Speech.Sdk.Decoding;

/// <summary>Rows of a decoder that already hold their prompts. Rows of one audio are adjacent.</summary>
internal interface IDecoderState
{
    int VocabularySize { get; }

    int Rows { get; }

    /// <summary>Scores of the next token of a row; writable, valid until <see cref="Advance"/>.</summary>
    Span<float> Logits(int row);

    /// <summary>Makes new rows: row r continues from old row parents[r] with tokens[r]. An audio none of whose rows continue is dropped.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken);
}

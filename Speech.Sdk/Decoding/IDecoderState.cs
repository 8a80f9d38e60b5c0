namespace Speech.Sdk.Decoding;

/// <summary>
/// Rows of a decoder, each of which holds a prompt or what was written so far. A search begins with one row an audio; rows of
/// one audio stay adjacent, and audios keep their order.
/// </summary>
internal interface IDecoderState
{
    /// <summary>How many scores a row has.</summary>
    int VocabularySize { get; }

    /// <summary>How many rows there are now.</summary>
    int Rows { get; }

    /// <summary>Scores (logits) of a row's next token, [VocabularySize]. Searches write into them; they are valid until <see cref="Advance"/>.</summary>
    Span<float> Logits(int row);

    /// <summary>
    /// Makes new rows: row r continues the old row <c>parents[r]</c> with <c>tokens[r]</c>. Audios none of whose rows continue are
    /// dropped, every other audio gets the same number of rows: 1 in a greedy search, BeamSize in a beam search.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken);
}

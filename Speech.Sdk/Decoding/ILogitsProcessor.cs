namespace Speech.Sdk.Decoding;

/// <summary>Changes the scores of a row's next token in place. Stateless, so that rows, audios and threads can share it; allocates nothing.</summary>
internal interface ILogitsProcessor
{
    /// <summary>Changes <paramref name="scores"/>: logits, or log-probabilities in a beam search of transformers' kind. [vocabulary]</summary>
    void Process(Span<float> scores, TokenHistory history);
}

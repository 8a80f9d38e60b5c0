namespace Speech.Sdk.Decoding;

/// <summary>A processor whose additions say what the caller would like, not what is probable: they rank texts and are no log-probabilities.</summary>
internal interface ITokenBonus : ILogitsProcessor
{
    /// <summary>What <see cref="ILogitsProcessor.Process"/> adds to a token's score.</summary>
    float Bonus(TokenHistory history, int token);
}

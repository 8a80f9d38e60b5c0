namespace Speech.Sdk.Decoding;

/// <summary>Chooses a row's next token from its processed scores. Allocates nothing.</summary>
internal interface ITokenChooser
{
    /// <summary>A token with a finite score, where there is one.</summary>
    /// <param name="scores">Logits after the processors. [vocabulary]</param>
    /// <param name="audio">Which audio of the call the row belongs to, so that a random choice need not depend on the batch.</param>
    int Choose(ReadOnlySpan<float> scores, int audio);
}

namespace Speech.Sdk.LanguageModels;

/// <summary>
/// Finds n-grams from their last word backwards: first the word, then the word with the one before it, and so on. No answer reads outside the
/// model's memory, whatever the file says.
/// </summary>
internal interface INgramTable
{
    /// <summary>The weights of a word alone.</summary>
    NgramWeights Word(uint word, out NgramNode node);

    /// <summary>The n-gram of a node with one more word before it; <paramref name="order"/> is its length, less than the longest.</summary>
    bool TryExtend(int order, uint word, ref NgramNode node, out NgramWeights weights);

    /// <summary>The log10 probability of the longest n-gram: of a node with one more word before it.</summary>
    bool TryExtendToLongest(uint word, in NgramNode node, out float probability);
}

/// <summary>An n-gram's log10 probability and the log10 weight of backing off from it as a context.</summary>
internal readonly record struct NgramWeights(float Probability, float Backoff)
{
    /// <summary>Whether a longer n-gram may begin with this one: -0 says that none does.</summary>
    public bool IsContext => BitConverter.SingleToUInt32Bits(Backoff) != 0x8000_0000;
}

/// <summary>Where a table goes on from: a hash, or the range of the longer n-grams.</summary>
/// <param name="First">The hash, or the first longer n-gram.</param>
/// <param name="End">One behind the last longer n-gram.</param>
/// <param name="IsLast">No n-gram is longer by one word before it.</param>
internal readonly record struct NgramNode(ulong First, ulong End, bool IsLast);

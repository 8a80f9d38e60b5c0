using System.Runtime.CompilerServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>
/// What an n-gram model remembers of a text: the last words that a longer n-gram may begin with, latest first, and the back-off weight of
/// each length of them. A value: copied, never shared.
/// </summary>
internal struct NgramState
{
    /// <summary>The longest n-grams that are supported.</summary>
    public const int MaxOrder = 12;

    /// <summary>How many words are remembered.</summary>
    public int Length;

    public WordIds Words;

    /// <summary>The weight, log10, of the context of the last one, two, ... words.</summary>
    public Weights Backoffs;

    [InlineArray(MaxOrder - 1)]
    internal struct WordIds
    {
        private uint _first;
    }

    [InlineArray(MaxOrder - 1)]
    internal struct Weights
    {
        private float _first;
    }
}

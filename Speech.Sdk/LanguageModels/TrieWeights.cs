namespace Speech.Sdk.LanguageModels;

/// <summary>How a trie's n-grams of one order keep their probability and back-off: as numbers, or as places in a table (lm/quantize.hh).</summary>
internal readonly unsafe struct TrieWeights
{
    private readonly float* _probabilities;
    private readonly float* _backoffs;
    private readonly int _probabilityBits;
    private readonly int _backoffBits;

    private TrieWeights(float* probabilities, int probabilityBits, float* backoffs, int backoffBits)
    {
        (_probabilityBits, _backoffBits) = (probabilityBits, backoffBits);
        _probabilities = probabilities;
        _backoffs = backoffs;
    }

    /// <summary>How many bits an n-gram's weights take.</summary>
    public int Bits => _probabilityBits + _backoffBits;

    /// <summary>Numbers as they are; a probability's sign is left out.</summary>
    public static TrieWeights Plain(bool hasBackoff) => new(null, 31, null, hasBackoff ? 32 : 0);

    /// <summary>Numbers as places in tables of two to the power of so many bits.</summary>
    public static TrieWeights Quantized(float* probabilities, int probabilityBits, float* backoffs, int backoffBits) =>
        new(probabilities, probabilityBits, backoffs, backoffBits);

    public float Probability(PackedBits bits, ulong at) =>
        _probabilities is null ? bits.ReadNegativeFloat(at) : _probabilities[bits.Read(at + (ulong)_backoffBits, _probabilityBits)];

    public float Backoff(PackedBits bits, ulong at) =>
        _probabilities is null ? bits.ReadFloat(at + 31) : _backoffs[bits.Read(at, _backoffBits)];
}

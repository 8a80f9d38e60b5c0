using System.Runtime.CompilerServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>N-grams in hash tables, one an order, as KenLM's probing models have them (lm/search_hashed.hh).</summary>
/// <param name="unigrams">Weights by word.</param>
/// <param name="longer">The tables of orders 2 and up.</param>
/// <param name="isClosed">Whether for every n-gram the shorter ones that end it are listed, and a probability's sign says if a longer one is.</param>
internal sealed unsafe class HashedNgrams(NgramWeights* unigrams, HashBuckets[] longer, bool isClosed) : INgramTable
{
    private const uint Sign = 0x8000_0000;

    /// <summary>The hash of an n-gram with one more word before it.</summary>
    public static ulong Extended(ulong hash, uint word) => (hash * 8978948897894561157) ^ ((1 + (ulong)word) * 17894857484156487943);

    public NgramWeights Word(uint word, out NgramNode node)
    {
        NgramWeights weights = unigrams[word];
        node = new NgramNode(word, 0, IsLast(weights.Probability));
        return Negative(weights);
    }

    public bool TryExtend(int order, uint word, ref NgramNode node, out NgramWeights weights)
    {
        ulong hash = Extended(node.First, word);
        byte* found = longer[order - 2].Find(hash);
        weights = found is null ? default : Unsafe.ReadUnaligned<NgramWeights>(found);
        node = new NgramNode(hash, 0, found is null ? isClosed : IsLast(weights.Probability));
        weights = Negative(weights);
        return found is not null;
    }

    public bool TryExtendToLongest(uint word, in NgramNode node, out float probability)
    {
        byte* found = longer[^1].Find(Extended(node.First, word));
        probability = found is null ? 0 : Unsafe.ReadUnaligned<float>(found);
        return found is not null;
    }

    private bool IsLast(float probability) => isClosed && (BitConverter.SingleToUInt32Bits(probability) & Sign) != 0;

    // The sign is a mark, not the number's.
    private static NgramWeights Negative(NgramWeights weights) =>
        weights with { Probability = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(weights.Probability) | Sign) };
}

using System.Runtime.InteropServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>N-grams in sorted arrays by their last word, then the one before it, and so on (lm/search_trie.hh).</summary>
/// <param name="unigrams">Weights and where the 2-grams are, by word, and one more.</param>
/// <param name="middle">The orders between the words and the longest n-grams.</param>
/// <param name="longest">The longest n-grams.</param>
internal sealed unsafe class TrieNgrams(TrieNgrams.Unigram* unigrams, TrieLevel[] middle, TrieLevel longest) : INgramTable
{
    public NgramWeights Word(uint word, out NgramNode node)
    {
        ulong count = middle.Length > 0 ? middle[0].Count : longest.Count;
        node = TrieLevel.Range(unigrams[word].FirstLonger, unigrams[word + 1].FirstLonger, count);
        return unigrams[word].Weights;
    }

    public bool TryExtend(int order, uint word, ref NgramNode node, out NgramWeights weights)
    {
        ref readonly TrieLevel level = ref middle[order - 2];
        bool isFound = level.TryFind(word, node, out ulong record);
        weights = isFound ? new NgramWeights(level.Probability(record), level.Backoff(record)) : default;
        node = isFound ? level.Node(record) : new NgramNode(0, 0, true);
        return isFound;
    }

    public bool TryExtendToLongest(uint word, in NgramNode node, out float probability)
    {
        bool isFound = longest.TryFind(word, node, out ulong record);
        probability = isFound ? longest.Probability(record) : 0;
        return isFound;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct Unigram
    {
        public readonly NgramWeights Weights;
        public readonly ulong FirstLonger;
    }
}

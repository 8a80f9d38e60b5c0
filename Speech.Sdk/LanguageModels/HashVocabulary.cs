using System.Runtime.CompilerServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>Words' numbers in a hash table.</summary>
/// <param name="hashes">Numbers by hash.</param>
/// <param name="bound">Numbers lie below this.</param>
/// <param name="words">Reads the words; null where only their hashes are kept.</param>
internal sealed unsafe class HashVocabulary(HashBuckets hashes, uint bound, Func<WordList>? words) : IVocabulary
{
    public uint Find(ulong hash)
    {
        byte* found = hashes.Find(hash);
        uint word = found is null ? NgramModel.Unknown : Unsafe.ReadUnaligned<uint>(found);
        return word < bound ? word : NgramModel.Unknown;
    }

    public WordList? Words() => words?.Invoke();
}

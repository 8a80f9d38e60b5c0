namespace Speech.Sdk.LanguageModels;

/// <summary>Words' numbers as the places of their hashes in ascending order; number 0 is left for unknown words.</summary>
internal sealed unsafe class SortedVocabulary(ulong* hashes, int count, Func<WordList>? words) : IVocabulary
{
    public uint Find(ulong hash)
    {
        int index = new ReadOnlySpan<ulong>(hashes, count).BinarySearch(hash);
        return index < 0 ? NgramModel.Unknown : (uint)index + 1;
    }

    public WordList? Words() => words?.Invoke();
}

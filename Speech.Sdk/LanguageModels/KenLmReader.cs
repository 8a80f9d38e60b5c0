using System.Text;

namespace Speech.Sdk.LanguageModels;

/// <summary>Opens KenLM binaries where they lie: nothing is copied but the sizes of things.</summary>
internal static unsafe class KenLmReader
{
    /// <exception cref="ModelFolderException">The file is cut off, damaged, or of a kind that is not supported.</exception>
    public static NgramModel Open(string path)
    {
        ModelMemory memory = ModelMemory.Map(path);
        try
        {
            MemoryCursor file = new(memory, path);
            KenLmHeader header = KenLmHeader.Read(file);
            return header.Kind == KenLmKind.Probing ? Probing(file, header, memory) : Trie(file, header, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static NgramModel Probing(MemoryCursor file, KenLmHeader header, ModelMemory memory)
    {
        ulong words = header.Counts[0];
        uint version = file.Read<uint>("vocabulary");
        uint bound = file.Read<uint>("vocabulary");
        if (version != 0)
            throw file.Damaged($"its vocabulary is of version {version}, not 0; build it again from its ARPA file");
        if (bound is 0 || bound > words + 1)
            throw file.Damaged($"its vocabulary has {bound} words where its header counts {words}: it is damaged");
        HashBuckets hashes = Buckets(file, words, header.Multiplier, HashBuckets.VocabularyEntry, "vocabulary");

        NgramWeights* unigrams = (NgramWeights*)file.Take((words + 1) * 8, "1-grams");
        HashBuckets[] longer = new HashBuckets[header.Order - 1];
        for (int order = 2; order <= header.Order; order++)
        {
            int size = order < header.Order ? HashBuckets.MiddleEntry : HashBuckets.LongestEntry;
            longer[order - 2] = Buckets(file, header.Counts[order - 1], header.Multiplier, size, $"{order}-grams");
        }

        Func<WordList>? letters = Strings(file, header, bound);
        return new NgramModel(header.Order, new HashVocabulary(hashes, bound, letters), new HashedNgrams(unigrams, longer, isClosed: true), memory);
    }

    private static NgramModel Trie(MemoryCursor file, KenLmHeader header, ModelMemory memory)
    {
        ulong words = header.Counts[0];
        ulong hashed = file.Read<ulong>("vocabulary");
        if (hashed > words)
            throw file.Damaged($"its vocabulary has {hashed} words where its header counts {words}: it is damaged");
        ulong* hashes = (ulong*)file.Take(words * 8, "vocabulary");
        TrieNgrams table = TrieReader.Read(file, header);
        Func<WordList>? letters = Strings(file, header, (uint)hashed + 1);
        return new NgramModel(header.Order, new SortedVocabulary(hashes, (int)hashed, letters), table, memory);
    }

    // As KenLM counts them, single precision included.
    private static HashBuckets Buckets(MemoryCursor file, ulong entries, float multiplier, int entryBytes, string what)
    {
        ulong buckets = Math.Max(entries + 1, (ulong)(multiplier * (float)entries));
        if (buckets > file.Length)
            throw file.Damaged($"its {what} would need {buckets} places in a file of {file.Length} bytes: it is cut off or damaged");
        return new HashBuckets(file.Take(buckets * (ulong)entryBytes, what), buckets, entryBytes);
    }

    private static Func<WordList>? Strings(MemoryCursor file, KenLmHeader header, uint count)
    {
        if (!header.HasWords)
            return null;
        ReadOnlySpan<byte> first = "<unk>\0"u8;
        if (file.Remaining < (ulong)first.Length)
            throw file.Damaged("it ends before its words: it is cut off");
        ulong length = file.Remaining;
        byte* start = file.Take(length, "words");
        if (!new ReadOnlySpan<byte>(start, first.Length).SequenceEqual(first))
            throw file.Damaged($"its words begin with '{Encoding.UTF8.GetString(start, first.Length - 1)}', not with '<unk>': it is damaged");
        return new WordStrings(start, length, count, file.Path).Read;
    }
}

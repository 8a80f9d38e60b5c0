using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Speech.Sdk.LanguageModels;

/// <summary>
/// Reads ARPA text files into hash tables laid out as KenLM's: 16 bytes an n-gram and a third of that left empty. Any order up to
/// <see cref="NgramState.MaxOrder"/>.
/// </summary>
internal sealed unsafe class ArpaReader
{
    private readonly ArpaText _text;
    private readonly ulong[] _counts;
    private readonly ModelMemory _memory;
    private readonly HashBuckets _vocabulary;
    private readonly NgramWeights* _unigrams;
    private readonly HashBuckets[] _longer;
    private readonly WordList _words = new();
    private uint _bound = 1;

    private ArpaReader(ArpaText text, ulong[] counts)
    {
        (_text, _counts) = (text, counts);
        ulong[] places = Array.ConvertAll(counts, HashBuckets.CountFor);
        ulong unigramBytes = (counts[0] + 1) * (ulong)sizeof(NgramWeights);
        ulong total = unigramBytes + (places[0] * HashBuckets.VocabularyEntry);
        for (int order = 2; order <= counts.Length; order++)
            total += places[order - 1] * (ulong)EntryBytes(order);
        _memory = ModelMemory.Allocate(total);
        byte* at = _memory.Start;
        _unigrams = (NgramWeights*)at;
        at += unigramBytes;
        _vocabulary = new HashBuckets(at, places[0], HashBuckets.VocabularyEntry);
        at += places[0] * HashBuckets.VocabularyEntry;
        _longer = new HashBuckets[counts.Length - 1];
        for (int order = 2; order <= counts.Length; order++)
        {
            _longer[order - 2] = new HashBuckets(at, places[order - 1], EntryBytes(order));
            at += places[order - 1] * (ulong)EntryBytes(order);
        }
    }

    /// <exception cref="ModelFolderException">The file is no ARPA file, is cut off or contradicts itself.</exception>
    public static NgramModel Read(string path)
    {
        using ModelMemory file = ModelMemory.Map(path);
        ArpaText text = new(file, path);
        ArpaReader reader = new(text, Counts(text));
        try
        {
            return reader.Read();
        }
        catch
        {
            reader._memory.Dispose();
            throw;
        }
    }

    private static ulong[] Counts(ArpaText text)
    {
        while (!text.ReadLine("\\data\\").SequenceEqual("\\data\\"u8))
        {
        }

        List<ulong> counts = [];
        ReadOnlySpan<byte> line = text.ReadLine("the counts of n-grams");
        for (; line.StartsWith("ngram "u8); line = text.ReadLine("the 1-grams"))
        {
            ReadOnlySpan<byte> order = line["ngram "u8.Length..];
            int equals = order.IndexOf((byte)'=');
            if (equals < 0 || !int.TryParse(order[..equals], NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) || number != counts.Count + 1 ||
                !ulong.TryParse(order[(equals + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out ulong count))
                throw text.DamagedLine($"is '{ArpaText.Show(line)}'; expected 'ngram {counts.Count + 1}=' and a count");

            // The shortest line has two bytes a word and two for the probability.
            if (count > text.Remaining / (ulong)(2 * (number + 1)) || (number == 1 && count is 0 or > int.MaxValue))
                throw text.DamagedLine($"counts {count} {number}-grams, which the {text.Remaining} bytes behind it cannot hold");
            counts.Add(count);
        }

        if (counts.Count is 0 or > NgramState.MaxOrder)
            throw text.Damaged($"it has n-grams of {counts.Count} orders; 1 to {NgramState.MaxOrder} are supported");
        RequireSection(text, 1, line);
        return [.. counts];
    }

    private static void RequireSection(ArpaText text, int order, ReadOnlySpan<byte> line)
    {
        if (!line.SequenceEqual(Encoding.ASCII.GetBytes($"\\{order}-grams:")))
            throw text.DamagedLine($"is '{ArpaText.Show(line)}'; expected '\\{order}-grams:'");
    }

    private NgramModel Read()
    {
        // What a model without the mark of unknown words gives them, as KenLM does.
        _unigrams[NgramModel.Unknown] = new NgramWeights(-100, 0);
        for (ulong i = 0; i < _counts[0]; i++)
            ReadWord(_text.ReadLine("another 1-gram"));
        uint[] words = new uint[_counts.Length];
        for (int order = 2; order <= _counts.Length; order++)
        {
            RequireSection(_text, order, _text.ReadLine($"the {order}-grams"));
            string expected = $"another {order}-gram";
            for (ulong i = 0; i < _counts[order - 1]; i++)
                ReadNgram(_text.ReadLine(expected), words.AsSpan(0, order));
        }

        ReadOnlySpan<byte> end = _text.ReadLine("\\end\\");
        if (!end.SequenceEqual("\\end\\"u8))
            throw _text.DamagedLine($"is '{ArpaText.Show(end)}', where \\end\\ should be: there are more n-grams than counted");
        return new NgramModel(_counts.Length, new HashVocabulary(_vocabulary, _bound, () => _words), new HashedNgrams(_unigrams, _longer, isClosed: false), _memory);
    }

    private void ReadWord(ReadOnlySpan<byte> line)
    {
        float probability = _text.Number(ArpaText.Take(ref line));
        ReadOnlySpan<byte> word = ArpaText.Take(ref line);
        if (word.IsEmpty)
            throw _text.DamagedLine("has no word behind its probability");
        _unigrams[Number(word)] = new NgramWeights(Math.Min(probability, 0), Backoff(line));
    }

    private uint Number(ReadOnlySpan<byte> word)
    {
        if (WordList.IsUnknownMark(word))
            return NgramModel.Unknown;
        byte* place = _vocabulary.Add(MurmurHash.Of(word), out bool isNew);
        if (!isNew)
            throw _text.DamagedLine($"has the word '{ArpaText.Show(word)}' a second time");
        Unsafe.WriteUnaligned(place, _bound);
        _words.AddUnlessMark(word);
        return _bound++;
    }

    private void ReadNgram(ReadOnlySpan<byte> line, Span<uint> words)
    {
        float probability = _text.Number(ArpaText.Take(ref line));

        // Kept from the last word backwards, as they are looked up.
        for (int i = words.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<byte> word = ArpaText.Take(ref line);
            byte* found = word.IsEmpty ? null : _vocabulary.Find(MurmurHash.Of(word));
            if (found is null && !WordList.IsUnknownMark(word))
                throw _text.DamagedLine(word.IsEmpty ? $"has fewer than {words.Length} words" : $"has the word '{ArpaText.Show(word)}', which is not among the 1-grams");
            words[i] = found is null ? NgramModel.Unknown : Unsafe.ReadUnaligned<uint>(found);
        }

        byte* place = _longer[words.Length - 2].Add(Hash(words), out bool isNew);
        if (!isNew)
            throw _text.DamagedLine($"has a {words.Length}-gram a second time");
        NgramWeights weights = new(Math.Min(probability, 0), Backoff(line));
        if (words.Length < _counts.Length)
            Unsafe.WriteUnaligned(place, weights);
        else
            Unsafe.WriteUnaligned(place, weights.Probability);
        MarkContext(words[1..]);
    }

    // A back-off of zero says by its sign whether a longer n-gram begins so, and with it whether a state must remember these words.
    private void MarkContext(ReadOnlySpan<uint> words)
    {
        byte* place = words.Length == 1 ? (byte*)&_unigrams[words[0]] : _longer[words.Length - 2].Find(Hash(words));
        if (place is null)
            throw _text.DamagedLine($"has a {words.Length + 1}-gram whose first {words.Length} words are not among the {words.Length}-grams");
        NgramWeights weights = Unsafe.ReadUnaligned<NgramWeights>(place);
        if (weights.Backoff == 0)
            Unsafe.WriteUnaligned(place, weights with { Backoff = 0 });
    }

    private float Backoff(ReadOnlySpan<byte> line)
    {
        float backoff = line.IsEmpty ? 0 : _text.Number(line);
        return backoff == 0 ? -0f : backoff;
    }

    private static ulong Hash(ReadOnlySpan<uint> words)
    {
        ulong hash = words[0];
        foreach (uint word in words[1..])
            hash = HashedNgrams.Extended(hash, word);
        return hash;
    }

    private int EntryBytes(int order) => order < _counts.Length ? HashBuckets.MiddleEntry : HashBuckets.LongestEntry;
}

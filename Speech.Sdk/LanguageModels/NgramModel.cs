namespace Speech.Sdk.LanguageModels;

/// <summary>
/// An n-gram language model: how likely a word is behind others. Immutable and thread-safe; the owner of the file or memory behind it.
/// </summary>
internal sealed class NgramModel : IDisposable
{
    /// <summary>The number of every word that the model does not know.</summary>
    public const uint Unknown = 0;

    // What a number that is none becomes: as unlikely as toolkits write it.
    private const float Impossible = -99;

    private readonly IVocabulary _vocabulary;
    private readonly INgramTable _table;
    private readonly ModelMemory _memory;

    /// <param name="order">The length of the longest n-grams.</param>
    /// <param name="vocabulary">Words' numbers.</param>
    /// <param name="table">The n-grams.</param>
    /// <param name="memory">What both read; the model owns it.</param>
    public NgramModel(int order, IVocabulary vocabulary, INgramTable table, ModelMemory memory)
    {
        (Order, _vocabulary, _table, _memory) = (order, vocabulary, table, memory);
        uint begin = Index("<s>"u8);
        NgramState state = new() { Length = order > 1 ? 1 : 0 };
        state.Words[0] = begin;
        state.Backoffs[0] = _table.Word(begin, out _).Backoff;
        Begin = begin == Unknown ? Empty : state;
        End = Index("</s>"u8);
    }

    /// <summary>The length of the longest n-grams.</summary>
    public int Order { get; }

    /// <summary>Whether it lies in a binary file rather than was read from text.</summary>
    public bool IsBinary => _memory.IsFile;

    /// <summary>The state behind the mark of a sentence's begin; <see cref="Empty"/> where the model has no such mark.</summary>
    public NgramState Begin { get; }

    /// <summary>The state that knows of no word before.</summary>
    public static NgramState Empty => default;

    /// <summary>The number of the mark of a sentence's end.</summary>
    public uint End { get; }

    /// <summary>Whether the model knows where sentences end.</summary>
    public bool HasEnd => End != Unknown;

    /// <summary>A word's number.</summary>
    public uint Index(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? Unknown : _vocabulary.Find(MurmurHash.Of(utf8));

    /// <summary>The words that the model knows, without the marks of sentences and unknown words; null where the file keeps only their hashes.</summary>
    /// <exception cref="ModelFolderException">The file is cut off or damaged.</exception>
    public WordList? Words() => _vocabulary.Words();

    /// <summary>
    /// The log10 probability of a word in a state, and the state behind it: that of the longest n-gram which is listed, with the weights of all
    /// longer contexts. Allocates nothing.
    /// </summary>
    public float Score(in NgramState state, uint word, out NgramState next)
    {
        NgramWeights weights = _table.Word(word, out NgramNode node);
        float probability = weights.Probability;

        // Not written to the result at once: that may be the state itself.
        NgramState behind = default;
        behind.Words[0] = word;
        behind.Backoffs[0] = weights.Backoff;
        behind.Length = Order > 1 && weights.IsContext ? 1 : 0;

        int length = 1;
        for (int used = 0; used < state.Length && !node.IsLast; used++)
        {
            int order = used + 2;
            if (order == Order)
            {
                if (_table.TryExtendToLongest(state.Words[used], node, out float longest))
                    (probability, length) = (longest, order);
                break;
            }

            if (!_table.TryExtend(order, state.Words[used], ref node, out weights))
                continue;
            (probability, length) = (weights.Probability, order);
            behind.Backoffs[order - 1] = weights.Backoff;
            if (weights.IsContext)
                behind.Length = order;
        }

        for (int i = 1; i < behind.Length; i++)
            behind.Words[i] = state.Words[i - 1];
        for (int i = length - 1; i < state.Length; i++)
            probability += state.Backoffs[i];
        next = behind;
        GC.KeepAlive(_memory);
        return float.IsFinite(probability) ? probability : Impossible;
    }

    public void Dispose() => _memory.Dispose();
}

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>A reading under way: complete words, the beginning of a word, and the symbol of the last frame.</summary>
internal struct Beam
{
    /// <summary>Stands for the text and the word under way; readings with this and the last symbol in common are one.</summary>
    public ulong Identity;

    public ulong TextHash;
    public ulong PrefixHash;

    /// <summary>Log-probability of the symbols.</summary>
    public double Acoustic;

    /// <summary>What language model and hotwords add, the word under way included.</summary>
    public double Language;

    /// <summary>The same of the complete words alone.</summary>
    public double TextLanguage;

    public WordPrefix Prefix;

    /// <summary>The symbols that known words go on with here.</summary>
    public ulong Continuations;

    /// <summary>The complete words, in the arena of texts.</summary>
    public int Text;

    /// <summary>The text with the word under way completed, once somebody asked.</summary>
    public int Completed;

    /// <summary>The last complete word's place, in the arena of spans.</summary>
    public int Span;

    /// <summary>The last symbol of the word under way, in the arena of symbols.</summary>
    public int Word;

    /// <summary>The symbol of the last frame; -1 before the first.</summary>
    public int Last;

    /// <summary>First frame of the word under way; -1 where it has none yet.</summary>
    public int Start;

    /// <summary>The frame after the word's last one.</summary>
    public int End;

    /// <summary>How many symbols the word has, and the sum of their log-probabilities, each at its best frame.</summary>
    public int SymbolCount;
    public float SymbolSum;
    public float SymbolBest;

    /// <summary>The next symbol begins another word.</summary>
    public bool IsWordOver;

    public readonly double Score => Acoustic + Language;

    public readonly bool HasWord => Word >= 0;

    public readonly float Confidence => SymbolCount == 0 ? 0 : MathF.Exp(SymbolSum / SymbolCount);

    /// <summary>The last symbol lasts for another frame.</summary>
    public void Hold(float logProbability, int frame)
    {
        End = frame + 1;
        if (logProbability > SymbolBest)
        {
            SymbolSum += logProbability - SymbolBest;
            SymbolBest = logProbability;
        }
    }
}

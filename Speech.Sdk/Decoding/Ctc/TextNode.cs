using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>A text of complete words, as its last word behind the text before it.</summary>
internal struct TextNode
{
    public NgramState State;

    /// <summary>Language model, word bonus and complete hotwords of all of it, weighted.</summary>
    public double Score;

    /// <summary>Stands for all of its words.</summary>
    public ulong Hash;

    /// <summary>Stands for the last words, those that the language model may still look at.</summary>
    public ulong RecentHash;

    /// <summary>Stands for the last word.</summary>
    public ulong WordHash;

    /// <summary>The last symbol of the last word.</summary>
    public int Word;

    /// <summary>The node among the hotwords.</summary>
    public int Hotword;
}

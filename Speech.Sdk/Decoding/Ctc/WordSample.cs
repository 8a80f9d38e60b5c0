using System.Text;
using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Some of a language model's words, by which a wrong one is known: an acoustic model of its language can spell most of them.</summary>
internal sealed class WordSample
{
    private const int Size = 1000;

    private readonly byte[][] _words;
    private readonly string _path;

    /// <param name="words">All words.</param>
    /// <param name="path">The file that they are from.</param>
    public WordSample(WordList words, string path)
    {
        int step = Math.Max(1, words.Count / Size);
        _words = new byte[(words.Count + step - 1) / step][];
        for (int i = 0; i < _words.Length; i++)
            _words[i] = words[i * step].ToArray();
        _path = path;
    }

    /// <summary>What is wrong where an acoustic model writes other words; null where nothing is.</summary>
    public string? Misfit(CtcAlphabet alphabet)
    {
        int spelled = _words.Count(word => alphabet.CanSpell(word));
        return spelled * 10 >= _words.Length ? null :
            $"The acoustic model can spell {spelled} of {_words.Length} words of {_path}, such as '{Encoding.UTF8.GetString(_words[_words.Length / 2])}'; " +
            $"expected a language model of its language, in its letters and case ({alphabet.Sample()}).";
    }
}

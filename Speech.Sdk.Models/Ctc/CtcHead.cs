using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Models.Ctc;

/// <summary>What a model writes in one language.</summary>
/// <param name="Language">The language's code as the folder has it; null where the model has one language and does not say which.</param>
/// <param name="Vocabulary">The symbols.</param>
/// <param name="Labels">What the beam search calls the symbols, where the folder has a list of its own (alphabet.json); otherwise null.</param>
/// <param name="Weights">What the graph is given for the language; null where it has one.</param>
internal sealed record CtcHead(string? Language, CtcVocabulary Vocabulary, CtcAlphabet? Labels = null, LanguageWeights? Weights = null)
{
    /// <summary>The code of a language that is not known (ISO 639).</summary>
    public const string Undetermined = "und";

    // What the beam search knows for symbols that say nothing by themselves.
    private const string Unknown = "<unk>";

    /// <summary>The symbols as the beam search wants them.</summary>
    /// <param name="symbols">Scores of a frame, of which the last may have no symbol.</param>
    public CtcAlphabet Alphabet(int symbols) => Labels is not null && Labels.Count == symbols ? Labels : CtcAlphabet.FromVocabulary(
        [.. Enumerable.Range(0, symbols).Select(id => id == Vocabulary.Delimiter ? " " : Label(id))], Vocabulary.Blank);

    /// <summary>The ids of a word's symbols.</summary>
    public int[] Tokens(CtcWord word) => word.Symbols.Count > 0 ? [.. word.Symbols] : [.. Vocabulary.Encode(word.Text)];

    // Marks of sentences are never written, and the search knows them by their usual names.
    private string Label(int id) => !Vocabulary.IsSilent(id) ? Text(id) : Vocabulary.Text(id) is "<s>" or "</s>" ? Vocabulary.Text(id) : Unknown;

    private string Text(int id) => Vocabulary.LowersCase ? Vocabulary.Text(id).ToLowerInvariant() : Vocabulary.Text(id);
}

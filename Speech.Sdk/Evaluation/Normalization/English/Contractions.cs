using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>Leaves out fillers and writes contractions and titles in full, one rule after the other, in openai-whisper's order.</summary>
internal static class Contractions
{
    private static readonly WordReplacement[] Fillers =
        [.. new[] { "hmm", "mm", "mhm", "mmm", "uh", "um" }.Select(filler => new WordReplacement(filler, ""))];

    private static readonly WordReplacement[] Replacements =
    [
        new("won't", "will not"), new("can't", "can not"), new("let's", "let us"), new("ain't", "aint"), new("y'all", "you all"),
        new("wanna", "want to"), new("gotta", "got to"), new("gonna", "going to"), new("i'ma", "i am going to"), new("imma", "i am going to"),
        new("woulda", "would have"), new("coulda", "could have"), new("shoulda", "should have"), new("ma'am", "madam"),

        new("mr", "mister "), new("mrs", "missus "), new("st", "saint "), new("dr", "doctor "), new("prof", "professor "),
        new("capt", "captain "), new("gov", "governor "), new("ald", "alderman "), new("gen", "general "), new("sen", "senator "),
        new("rep", "representative "), new("pres", "president "), new("rev", "reverend "), new("hon", "honorable "), new("asst", "assistant "),
        new("assoc", "associate "), new("lt", "lieutenant "), new("col", "colonel "), new("jr", "junior "), new("sr", "senior "), new("esq", "esquire "),

        Ending("'d been", " had been"), Ending("'s been", " has been"), Ending("'d gone", " had gone"), Ending("'s gone", " has gone"),
        Ending("'d done", " had done"), Ending("'s got", " has got"),

        Ending("n't", " not"), Ending("'re", " are"), Ending("'s", " is"), Ending("'d", " would"), Ending("'ll", " will"), Ending("'t", " not"),
        Ending("'ve", " have"), Ending("'m", " am"),
    ];

    public static void Expand(TextBuffer buffer)
    {
        foreach (WordReplacement filler in Fillers)
            filler.Apply(buffer);
        JoinApostrophes(buffer);
        foreach (WordReplacement replacement in Replacements)
            replacement.Apply(buffer);
    }

    // \s+' becomes ', for transcripts that write "it 's".
    private static void JoinApostrophes(TextBuffer buffer)
    {
        ReadOnlySpan<char> rest = buffer.Text;
        if (!rest.Contains('\''))
            return;
        while (rest.IndexOf('\'') is var apostrophe and >= 0)
        {
            int end = apostrophe;
            while (end > 0 && CodePoint.IsSpace(rest[end - 1]))
                end--;
            buffer.Append(rest[..end]);
            buffer.Append('\'');
            rest = rest[(apostrophe + 1)..];
        }

        buffer.Append(rest);
        buffer.Commit();
    }

    private static WordReplacement Ending(string text, string replacement) => new(text, replacement, IsEnding: true);
}

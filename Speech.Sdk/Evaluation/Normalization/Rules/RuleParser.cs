using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>Makes rules of the lines of a file, and gathers what is wrong with them.</summary>
/// <param name="folder">Where the file is, and the tables that it names.</param>
internal sealed class RuleParser(string folder)
{
    private static readonly (string Name, Action<TextBuffer> Step)[] Steps =
    [
        ("lower", LowerCase.Apply),
        ("nfc", UnicodeForm.C.Apply),
        ("nfd", UnicodeForm.D.Apply),
        ("nfkc", UnicodeForm.KC.Apply),
        ("nfkd", UnicodeForm.KD.Apply),
        ("remove-brackets", Brackets.Remove),
        ("remove-diacritics", Categories.RemoveDiacritics),
        ("remove-punctuation", buffer => Categories.ReplacePunctuation(buffer, "")),
        ("remove-symbols", buffer => Categories.ReplaceSymbols(buffer, "")),
        ("punctuation-to-spaces", buffer => Categories.ReplacePunctuation(buffer, " ")),
        ("symbols-to-spaces", buffer => Categories.ReplaceSymbols(buffer, " ")),
        ("split-letters", Whitespace.Between),
        ("collapse-spaces", Whitespace.Tidy),
    ];

    private readonly List<ITextRule> _rules = [];
    private readonly List<SourceFile> _tables = [];
    private readonly List<string> _problems = [];

    public IReadOnlyList<ITextRule> Rules => _rules;

    public IReadOnlyList<SourceFile> Tables => _tables;

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads one line, which may be blank or a comment.</summary>
    /// <param name="line">The line.</param>
    /// <param name="place">Where it is, for errors.</param>
    public void Read(string line, string place)
    {
        try
        {
            List<RuleToken> tokens = RuleLexer.Tokens(line);
            if (tokens.Count > 0)
                _rules.Add(Parse(tokens, place));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOptionException)
        {
            _problems.Add($"{place}: in '{line.Trim()}' {exception.Message.TrimEnd('.')}.");
        }
    }

    private ITextRule Parse(List<RuleToken> tokens, string place)
    {
        switch (tokens)
        {
            case [(RuleTokenKind.Word, "remove"), var what]:
                return Replacement(what, "", place);
            case [(RuleTokenKind.Word, "remove"), ..]:
                throw new FormatException("there is not what to remove; expected remove \"text\" or remove /pattern/");
            case [(RuleTokenKind.Word, "replace"), var what, (RuleTokenKind.Word, "with"), (RuleTokenKind.Text, var replacement)]:
                return Replacement(what, replacement, place);
            case [(RuleTokenKind.Word, "replace"), ..]:
                throw new FormatException("there is not what to replace; expected replace \"text\" with \"text\" or replace /pattern/ with \"text\"");
            case [(RuleTokenKind.Word, "words"), (RuleTokenKind.Text, var path)]:
                return Table(path);
            case [(RuleTokenKind.Word, "words"), ..]:
                throw new FormatException("there is no table; expected words \"file\"");
            case [(RuleTokenKind.Word, "then"), (RuleTokenKind.Word, var name)] when TextNormalizers.FindBuiltIn(name) is { } normalizer:
                return new NormalizerRule(normalizer);
            case [(RuleTokenKind.Word, "then"), ..]:
                throw new FormatException($"there is no normaliser; expected then and one of {string.Join(", ", TextNormalizers.Choices.Select(choice => choice.Name))}");
            case [(RuleTokenKind.Word, var name)] when Steps.FirstOrDefault(step => step.Name == name).Step is { } step:
                return new StepRule(step);
            default:
                throw new FormatException($"there is no rule; expected {string.Join(", ", Steps.Select(step => step.Name))}, remove, replace, words or then");
        }
    }

    private static ITextRule Replacement(RuleToken what, string replacement, string place) => what switch
    {
        (RuleTokenKind.Pattern, var pattern) => new PatternRule(pattern, replacement, place),
        (RuleTokenKind.Text, { Length: > 0 } text) => new LiteralRule(text, replacement),
        (RuleTokenKind.Text, _) => throw new FormatException("the text to look for is empty; expected at least one character"),
        _ => throw new FormatException($"there is {what.Value}; expected a \"text\" in quotes or a /pattern/ between slashes"),
    };

    private WordTableRule Table(string path)
    {
        SourceFile table = SourceFile.Read(Path.Combine(folder, path));
        _tables.Add(table);
        return WordTableRule.Parse(table, _problems);
    }
}

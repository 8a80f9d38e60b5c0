using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which language is spoken, or how it is detected.</summary>
/// <param name="standard">What holds where nothing is given, for the help.</param>
internal sealed class LanguageOptions(string standard)
{
    private readonly Option<string?> _language = CommandOption.Text("--language", "CODE", $"The spoken language, or auto. [default: {standard}]", "-l");
    private readonly Option<string?> _allowedLanguages = CommandOption.Text("--allowed-languages", "a,b", "What detection may choose from.");
    private readonly Option<bool> _languagePerStretch = CommandOption.Flag("--language-per-stretch", "Detect the language of every stretch of speech.");

    public IReadOnlyList<Option> All => [_language, _allowedLanguages, _languagePerStretch];

    /// <summary>Whether detection was asked for in so many words.</summary>
    public bool AsksForDetection(ParseResult parsed) => parsed.Holds(_language) && Language(parsed) is null;

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (Language(parsed) is not null && parsed.Holds(_allowedLanguages))
            yield return "--allowed-languages was given with --language; expected one of them, since a given language is not detected.";
        if (Language(parsed) is not null && parsed.GetValue(_languagePerStretch))
            yield return "--language-per-stretch was given with --language; expected one of them, since a given language is not detected.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options with
    {
        Language = Language(parsed),
        AllowedLanguages = parsed.GetValue(_allowedLanguages)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        DetectLanguagePerStretch = parsed.GetValue(_languagePerStretch),
    };

    private string? Language(ParseResult parsed) =>
        parsed.GetValue(_language) is { } language && !language.Equals("auto", StringComparison.OrdinalIgnoreCase) ? language : null;
}

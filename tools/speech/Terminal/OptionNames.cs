using System.CommandLine;
using System.Text.RegularExpressions;

namespace Speech.Cli.Terminal;

/// <summary>Says errors about the library's options in the words of the command line: <c>BeamSize is 0</c> becomes <c>--beam-size is 0</c>.</summary>
internal static partial class OptionNames
{
    private const string LeaveOut = "leave it out";

    private static readonly Dictionary<string, string> Plurals = new() { [" has"] = " have", [" is"] = " are", [" was"] = " were", [" holds"] = " hold" };

    /// <summary>What the library's messages call an option, and the command line's options that it follows from.</summary>
    public static IReadOnlyDictionary<string, string[]> Table { get; } = new Dictionary<string, string[]>
    {
        ["Language"] = ["--language"], ["AllowedLanguages"] = ["--allowed-languages"], ["DetectLanguagePerStretch"] = ["--language-per-stretch"],
        ["Task"] = ["--task"], ["WordTimestamps"] = ["--word-timestamps"], ["Timestamps"] = ["--no-timestamps"], ["LongForm"] = ["--long-form"], ["Window"] = ["--window"], ["Hop"] = ["--hop"],
        ["Chunks.Length"] = ["--chunk-length"], ["Chunks.LeftStride"] = ["--stride"], ["Chunks.RightStride"] = ["--stride"], ["Chunks"] = ["--chunk-length", "--stride"],
        ["VoiceActivity.Threshold"] = ["--vad-threshold"], ["VoiceActivity.NegativeThreshold"] = ["--vad-neg-threshold"], ["VoiceActivity.MinSpeech"] = ["--vad-min-speech"],
        ["VoiceActivity.MinSilence"] = ["--vad-min-silence"], ["VoiceActivity.MaxSpeech"] = ["--vad-max-speech"], ["VoiceActivity.Pad"] = ["--vad-pad"], ["VoiceActivity"] = ["--vad"],
        ["Ranges"] = ["--range"], ["DropRepetitions"] = ["--drop-repetitions", "--keep-repetitions"], ["HallucinationSilence"] = ["--hallucination-silence"],
        ["ConditionOnPreviousText"] = ["--condition-on-previous-text"], ["Prompt"] = ["--prompt"], ["CarryPrompt"] = ["--carry-prompt"], ["Prefix"] = ["--prefix"],
        ["Hotwords"] = ["--hotwords", "--hotwords-file"], ["BatchSize"] = ["--batch-size"],
        ["Temperatures"] = ["--temperature"], ["CompressionRatio"] = ["--compression-ratio-threshold"], ["AverageLogProbability"] = ["--logprob-threshold"],
        ["NoSpeechProbability"] = ["--no-speech-threshold"], ["BestOf"] = ["--best-of"], ["Seed"] = ["--seed"],
        ["Fallback"] = ["--temperature", "--compression-ratio-threshold", "--logprob-threshold", "--no-speech-threshold", "--best-of", "--seed"],
        ["BeamSize"] = ["--beam-size"], ["LengthPenalty"] = ["--length-penalty"], ["Patience"] = ["--patience"], ["Stopping"] = ["--patience"], ["Alternatives"] = ["--alternatives"],
        ["RepetitionPenalty"] = ["--repetition-penalty"], ["NoRepeatNgramSize"] = ["--no-repeat-ngram-size"], ["SuppressTokens"] = ["--suppress-tokens"],
        ["SuppressPattern"] = ["--suppress-regex"], ["ForcedTokens"] = ["--force-tokens"], ["MaxTokens"] = ["--max-tokens"], ["MaxInitialTimestamp"] = ["--max-initial-timestamp"],
        ["Ctc.Alpha"] = ["--lm-alpha"], ["Ctc.Beta"] = ["--lm-beta"], ["Ctc.UnknownWordScore"] = ["--unknown-word-score"], ["Ctc.ScoreBoundary"] = ["--lm-boundary"],
        ["Ctc.MinTokenLogProbability"] = ["--min-token-logprob"], ["Ctc.BeamPruneLogProbability"] = ["--beam-prune-logprob"], ["Ctc.PruneHistory"] = ["--prune-history"],
        ["Ctc.ReferenceScoring"] = ["--reference-scoring"],
        ["Ctc"] = ["--lm-alpha", "--lm-beta", "--unknown-word-score", "--lm-boundary", "--min-token-logprob", "--beam-prune-logprob", "--prune-history", "--reference-scoring"],
        ["UpdateInterval"] = ["--update-interval"], ["UtterancePause"] = ["--utterance-pause"], ["StatePath"] = ["--state"], ["TextTimeout"] = ["--text-timeout"],
        ["ExecutionProvider"] = ["--device"], ["Threads"] = ["--threads"], ["Workers"] = ["--workers"], ["DraftModel"] = ["--draft-model"], ["LanguageModel"] = ["--lm"], ["Unigrams"] = ["--unigrams"],
        ["Activity.Threshold"] = ["--threshold"], ["Activity.MinimumDuration"] = ["--min-duration"], ["Activity.MinimumPause"] = ["--min-pause"], ["Activity.MatchLabels"] = ["--match-speakers"],
        ["Activity"] = ["--threshold", "--min-duration", "--min-pause", "--match-speakers"], ["Top"] = ["--top"], ["Revision"] = ["--revision"], ["Languages"] = ["--languages"], ["Threshold"] = ["--threshold"], ["Untranscribed"] = ["--untranscribed"],
        ["MaxLineWidth"] = ["--max-line-width"], ["MaxLineCount"] = ["--max-line-count"], ["MaxWordsPerLine"] = ["--max-words-per-line"], ["HighlightWords"] = ["--highlight-words"],
        ["GroupBy"] = ["--group-by"], ["Draws"] = ["--draws"], ["ConfidenceLevel"] = ["--confidence"], ["Limit"] = ["--limit"], ["Shard"] = ["--shard"], ["MaxEmbeddedBytes"] = ["--audio-limit"],
    };

    /// <summary>The message, with the options of the command that was given; those that it does not have keep the library's names, and quoted texts are left as they are.</summary>
    public static string Rewrite(string message, ParseResult parsed)
    {
        Dictionary<string, Option> known = parsed.CommandResult.Command.Options.ToDictionary(option => option.Name);
        bool several = false;
        string named = Words().Replace(message, Renamed);
        return named == message ? message : named.Replace(", or null for ", ", or leave it out for ", StringComparison.Ordinal);

        string Renamed(Match word)
        {
            if (word.ValueSpan.SequenceEqual(LeaveOut))
                return several ? "leave them out" : LeaveOut;
            string verb = word.Groups["verb"].Value;
            string[] flags = Flags(word.Groups["name"].Value);
            if (verb.Length > 0)
                several = flags.Length > 1;
            return flags.Length == 0 ? word.Value : Listed(flags) + Agreeing(verb, several);
        }

        // Where several options make one of the library's, those that were given are meant.
        string[] Flags(string name)
        {
            string[] flags = [.. Table.GetValueOrDefault(name, []).Where(known.ContainsKey)];
            string[] given = [.. flags.Where(flag => parsed.GetResult(known[flag]) is { Implicit: false })];
            return given.Length > 0 ? given : flags;
        }
    }

    private static string Listed(string[] flags) => flags.Length == 1 ? flags[0] : $"{string.Join(", ", flags[..^1])} and {flags[^1]}";

    private static string Agreeing(string verb, bool several) =>
        several ? Plurals.GetValueOrDefault(verb, verb) : Plurals.FirstOrDefault(forms => forms.Value == verb).Key ?? verb;

    // A quoted text, what to do about an option, or its name and what it does: no part of a path or of another option.
    [GeneratedRegex(@"'[^']*'|leave it out|(?<![\w./\\-])(?<name>[A-Z][A-Za-z]+(\.[A-Z][A-Za-z]+)?)(?![\w/\\-])(?<verb> (has|have|is|are|was|were|holds|hold)\b)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}

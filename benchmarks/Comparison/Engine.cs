using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>A program that turns recordings into text, as a template of its command.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Output">What it writes.</param>
/// <param name="Words">The program and its arguments, placeholders in them.</param>
internal sealed partial record Engine(string Name, EngineOutput Output, IReadOnlyList<string> Words)
{
    private const string OneFile = "{file}";
    private const string AllFiles = "{files}";
    private const string Language = "{language}";
    private const string Threads = "{threads}";

    private static readonly string[] Known = [OneFile, AllFiles, Language, Threads];

    /// <summary>Whether one process takes many files.</summary>
    public bool TakesMany => Words.Contains(AllFiles);

    /// <summary>The template as it was given, but for quotation marks.</summary>
    public string Template => string.Join(' ', Words);

    /// <summary>
    /// Reads <c>NAME=COMMAND</c> or <c>NAME:OUTPUT=COMMAND</c>. Words are parted by spaces, and double quotation marks keep them together. Without an
    /// output it is tsv for commands that take many files, text for others.
    /// </summary>
    /// <exception cref="InvalidOptionException">It is none.</exception>
    public static Engine Parse(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        string[] words = [.. CommandLineParser.SplitCommandLine(text[(sign + 1)..])];
        if (sign < 1 || words.Length == 0)
            throw new InvalidOptionException($"'{text}' is no engine; expected NAME=COMMAND, for example \"ours=speech transcribe -q {OneFile}\".");
        string name = text[..sign].Trim();
        EngineOutput output = words.Contains(AllFiles) ? EngineOutput.Tsv : EngineOutput.Text;
        int colon = name.LastIndexOf(':');
        if (colon > 0 && Enum.TryParse(name[(colon + 1)..], ignoreCase: true, out EngineOutput given) && Enum.IsDefined(given))
            (name, output) = (name[..colon], given);
        Engine engine = new(name, output, words);
        engine.Validate();
        return engine;
    }

    /// <summary>The command for some recordings.</summary>
    /// <param name="files">Their paths; one where the engine takes one.</param>
    /// <param name="language">The language spoken in them.</param>
    /// <param name="threads">How many threads it may use.</param>
    public ProcessStartInfo Command(IReadOnlyList<string> files, string language, int threads)
    {
        IEnumerable<string> arguments = Words.Skip(1).SelectMany(word => word == AllFiles ? files : [Fill(word)]);
        return new ProcessStartInfo(Fill(Words[0]), arguments);

        string Fill(string word) => word
            .Replace(OneFile, files[0], StringComparison.Ordinal)
            .Replace(Language, language, StringComparison.Ordinal)
            .Replace(Threads, threads.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private void Validate()
    {
        string[] used = [.. Words.SelectMany(word => Placeholder().Matches(word).Select(match => match.Value))];
        if (used.Except(Known).FirstOrDefault() is { } unknown)
            throw new InvalidOptionException($"Engine '{Name}': {unknown} is no placeholder; expected {string.Join(", ", Known)}.");
        if (used.Contains(OneFile) == used.Contains(AllFiles))
            throw new InvalidOptionException($"Engine '{Name}': '{Template}' holds {(used.Contains(OneFile) ? "both" : "neither")} {OneFile} and {AllFiles}; expected one of them.");
        if (used.Contains(AllFiles) && !Words.Skip(1).Contains(AllFiles))
            throw new InvalidOptionException($"Engine '{Name}': {AllFiles} stands for several arguments; expected it to be one by itself.");
        if (Output == EngineOutput.Text && TakesMany)
            throw new InvalidOptionException($"Engine '{Name}': text is that of one file and the command takes many; expected {Name}:tsv, {Name}:jsonl or {OneFile}.");
    }

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Placeholder();
}

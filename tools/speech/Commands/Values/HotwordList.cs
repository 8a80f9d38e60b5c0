using System.Text;
using Speech.Sdk;

namespace Speech.Cli.Commands.Values;

/// <summary>
/// Hotwords from the command line and from a file: a text, then its weight behind a tab or the last colon, or without a weight. Every
/// entry counts or is an error that says where it stands.
/// </summary>
internal sealed class HotwordList
{
    private readonly OrderedDictionary<string, (Hotword Hotword, string Place)> _entries = new(StringComparer.Ordinal);

    // No hotwords are always the same list, so that records with the defaults are equal.
    public IReadOnlyList<Hotword> All => _entries.Count == 0 ? [] : [.. _entries.Values.Select(entry => entry.Hotword)];

    /// <exception cref="InvalidOptionException">An entry cannot be understood.</exception>
    public void AddList(string list)
    {
        string[] entries = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (entries.Length == 0)
            throw new InvalidOptionException($"--hotwords: '{list}' was given; expected at least one word.");
        foreach (string entry in entries)
            Add(entry, "--hotwords");
    }

    /// <summary>One a line, UTF-8; blank lines separate.</summary>
    /// <exception cref="SpeechException">The file cannot be read, or a line of it cannot be understood.</exception>
    public void AddFile(string file)
    {
        string[] lines = ReadLines(file);
        if (lines.All(string.IsNullOrWhiteSpace))
            throw new InvalidOptionException($"--hotwords-file {file}: the file is empty; expected a hotword a line.");
        for (int index = 0; index < lines.Length; index++)
        {
            if (!string.IsNullOrWhiteSpace(lines[index]))
                Add(lines[index], $"{file}, line {index + 1}");
        }
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException exception)
        {
            throw new SpeechException($"--hotwords-file {file}: this is not UTF-8 text; save it as UTF-8.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"--hotwords-file {file}: cannot be read: {exception.Message} Check the path.", exception);
        }
    }

    private void Add(string entry, string place)
    {
        Hotword hotword = Read(entry, place);
        if (!_entries.TryAdd(hotword.Text, (hotword, place)) && _entries[hotword.Text].Hotword != hotword)
            throw new InvalidOptionException($"{place}: '{hotword.Text}' has another weight in {_entries[hotword.Text].Place}; leave one of them out.");
    }

    private static Hotword Read(string entry, string place)
    {
        int mark = entry.LastIndexOf('\t');
        if (mark < 0)
            mark = LastColonBeforeNumber(entry);
        if (mark < 0)
            return new(entry.Trim());
        string text = entry[..mark].Trim();
        if (text.Length == 0 || !NumberText.TryNumber(entry[(mark + 1)..], out double weight) || weight is not (>= -100 and <= 100))
            throw new InvalidOptionException($"{place}: '{entry.Trim()}' was given; expected a text and, behind a tab or a colon, a weight from -100 to 100 such as 3.5.");
        return new(text, weight);
    }

    // A colon may be part of the text; it is not where a number follows, even a wrong one.
    private static int LastColonBeforeNumber(string entry)
    {
        int colon = entry.LastIndexOf(':');
        ReadOnlySpan<char> rest = entry.AsSpan(colon + 1).TrimStart();
        return colon >= 0 && !rest.IsEmpty && (char.IsAsciiDigit(rest[0]) || rest[0] is '+' or '-' or '.') ? colon : -1;
    }
}

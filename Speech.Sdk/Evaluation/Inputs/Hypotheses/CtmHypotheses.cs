using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>NIST's time-marked words (.ctm): recording, channel, start, duration, word. A recording's words are joined in the order of their times.</summary>
internal sealed class CtmHypotheses : IHypothesisReader
{
    public string Kind => "ctm";

    public bool Recognizes(string path, ClipIndex clips) => Path.GetExtension(path).Equals(".ctm", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips) => TextLines.All(path)
        .Where(line => !string.IsNullOrWhiteSpace(line.Text) && !line.Text.StartsWith(";;", StringComparison.Ordinal))
        .Select(line => Parse(line.Text, line.At))
        .GroupBy(word => word.Recording, StringComparer.Ordinal)
        .Select(Join);

    private static Hypothesis Join(IGrouping<string, TimedWord> words)
    {
        TimedWord first = words.First();
        if (words.FirstOrDefault(word => word.Channel != first.Channel) is { Recording: not null } other)
            throw other.At.Error($"'{other.Recording}' has words of the channels {first.Channel} and {other.Channel}; expected one channel, as a clip has one text.");
        return new Hypothesis(words.Key, null, string.Join(' ', words.OrderBy(word => word.Start).Select(word => word.Word)), first.At);
    }

    private static TimedWord Parse(string line, SourceLine at)
    {
        string[] parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 5 || !double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double start))
            throw at.Error($"the line is '{line.Trim()}'; expected recording, channel, start, duration and word; alternatives (<ALT>) are not read.");
        return new TimedWord(parts[0], parts[1], start, parts[4], at);
    }

    private readonly record struct TimedWord(string Recording, string Channel, double Start, string Word, SourceLine At);
}

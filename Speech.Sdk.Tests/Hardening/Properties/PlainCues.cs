using System.Globalization;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Reads SubRip and WebVTT as players do: a time line opens a cue, and a blank line or another arrow ends it.</summary>
internal static class PlainCues
{
    private const string Arrow = "-->";

    public static List<Cue> Read(string file, bool numbered)
    {
        string[] lines = file.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        List<Cue> cues = [];
        for (int at = numbered ? 0 : 1; at < lines.Length; at++)
        {
            if (!lines[at].Contains(Arrow, StringComparison.Ordinal))
                continue;
            if (numbered)
                Assert.That(lines[at - 1], Is.EqualTo($"{cues.Count + 1}"));
            string[] times = lines[at].Split($" {Arrow} ");
            Assert.That(times, Has.Length.EqualTo(2), lines[at]);
            int end = at + 1;
            while (end < lines.Length && lines[end].Length > 0 && !lines[end].Contains(Arrow, StringComparison.Ordinal))
                end++;
            cues.Add(new Cue(Time(times[0]), Time(times[1]), string.Join('\n', lines[(at + 1)..end])));
            at = end - 1;
        }

        return cues;
    }

    private static TimeSpan Time(string text)
    {
        decimal seconds = 0;
        foreach (string part in text.Replace(',', '.').Split(':'))
            seconds = (seconds * 60) + decimal.Parse(part, CultureInfo.InvariantCulture);
        return new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond));
    }

    internal sealed record Cue(TimeSpan Start, TimeSpan End, string Text);

    /// <summary>A text in a cue: nothing of it is lost but what would end the cue or its time.</summary>
    public static string TextOf(string text)
    {
        text = string.Join('\n', text.Trim().ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)));
        while (text.Contains("-->", StringComparison.Ordinal))
            text = text.Replace("-->", "->", StringComparison.Ordinal);
        return text;
    }
}

using System.Globalization;

namespace Speech.Sdk.Alignments.Writers;

/// <summary>
/// Praat's TextGrid in its long text format: interval tiers of the lines, the words and perhaps the characters. A tier fills the recording
/// without gaps, so that silence is an empty interval, and an interval has a length, so that punctuation that stands alone is left out.
/// </summary>
internal sealed class TextGridWriter(bool characters) : IAlignmentWriter
{
    public string Format => "textgrid";

    public void Write(TextWriter output, Alignment alignment, string file)
    {
        List<(string Name, List<Interval> Intervals)> tiers =
        [
            ("lines", Filled(alignment.Lines.Select(line => new Interval(line.Start, line.End, line.Text)), alignment.Duration)),
            ("words", Filled(alignment.Words.Select(word => new Interval(word.Start, word.End, word.Text)), alignment.Duration)),
        ];
        if (characters)
        {
            IEnumerable<AlignedCharacter> all = alignment.Words.SelectMany(word => word.Characters);
            tiers.Add(("characters", Filled(all.Select(character => new Interval(character.Start, character.End, character.Text)), alignment.Duration)));
        }

        string end = Seconds(alignment.Duration);
        output.Write($"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = {end} \ntiers? <exists> \nsize = {tiers.Count} \nitem []: \n");
        for (int tier = 0; tier < tiers.Count; tier++)
        {
            (string name, List<Interval> intervals) = tiers[tier];
            output.Write($"    item [{tier + 1}]:\n        class = \"IntervalTier\" \n        name = \"{name}\" \n        xmin = 0 \n        xmax = {end} \n        intervals: size = {intervals.Count} \n");
            for (int index = 0; index < intervals.Count; index++)
                WriteInterval(output, index + 1, intervals[index]);
        }
    }

    private static void WriteInterval(TextWriter output, int number, Interval interval)
    {
        string text = interval.Text.Replace("\"", "\"\"", StringComparison.Ordinal);
        output.Write($"        intervals [{number}]:\n            xmin = {Seconds(interval.Start)} \n            xmax = {Seconds(interval.End)} \n            text = \"{text}\" \n");
    }

    private static List<Interval> Filled(IEnumerable<Interval> intervals, TimeSpan duration)
    {
        List<Interval> filled = [];
        TimeSpan end = TimeSpan.Zero;
        foreach (Interval interval in intervals.Where(interval => interval.Start < interval.End))
        {
            if (interval.Start > end)
                filled.Add(new Interval(end, interval.Start, ""));
            filled.Add(interval);
            end = interval.End;
        }

        if (end < duration || filled.Count == 0)
            filled.Add(new Interval(end, duration, ""));
        return filled;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture);

    private readonly record struct Interval(TimeSpan Start, TimeSpan End, string Text);
}

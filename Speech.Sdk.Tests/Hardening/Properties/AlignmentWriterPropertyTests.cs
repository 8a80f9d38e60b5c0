using System.Globalization;
using CsCheck;
using Speech.Sdk.Alignments.Writers;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Whatever was aligned, its files hold every line and word, and every field where readers look for it.</summary>
public sealed class AlignmentWriterPropertyTests
{
    private static readonly Gen<Alignment> Alignments = Gen.Select(Gen.Select(Arbitrary.Word, Gen.Int[0, 3000], Gen.Int[0, 3000]).Array[1, 4].Array[0, 4], Gen.Int[0, 5000], Align);

    [Test]
    public void Ctm_AnyAlignment_IsSixFieldsAWord() => Property.Holds(
        Gen.Select(Alignments, Arbitrary.Text.Where(name => !name.Contains('/', StringComparison.Ordinal)), Gen.OneOf<string>(["", ".wav"])),
        given =>
        {
            string file = given.Item2 + given.Item3;
            string[][] lines = [.. Written("ctm", given.Item1, file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];
            Assert.That(lines.Select(fields => fields.Length), Has.All.EqualTo(6));
            Assert.That(
                lines.Select(fields => (Seconds(fields[2]), Seconds(fields[2]) + Seconds(fields[3]), fields[4])),
                Is.EqualTo(given.Item1.Words.Select(word => (word.Start, word.End, word.Text))));
            Assert.That(lines.Select(fields => fields[0]).Distinct().Count(), Is.LessThanOrEqualTo(1), "one recording");
        },
        times: 200);

    [TestCase("srt")]
    [TestCase("vtt")]
    public void Subtitles_AnyAlignment_AreACueALine(string format) => Property.Holds(
        Alignments,
        alignment => Assert.That(
            PlainCues.Read(Written(format, alignment, "a"), format == "srt"), Is.EqualTo(alignment.Lines.Select(line => new PlainCues.Cue(line.Start, line.End, PlainCues.TextOf(line.Text))))),
        times: 200);

    [Test]
    public void TextGrid_AnyAlignment_FillsTheRecordingWithItsWords() => Property.Holds(
        Alignments,
        alignment =>
        {
            string[] lines = [.. Written("textgrid", alignment, "a").Split('\n').Select(line => line.Trim())];
            int words = Array.IndexOf(lines, "name = \"words\"");
            TimeSpan end = TimeSpan.Zero;
            List<(TimeSpan, TimeSpan, string)> found = [];
            // Four lines an interval, behind the name, two times and the count of the tier.
            for (int at = words + 4; at + 3 < lines.Length; at += 4)
            {
                (TimeSpan from, TimeSpan to, string text) = (Seconds(Value(lines[at + 1])), Seconds(Value(lines[at + 2])), Value(lines[at + 3]));
                Assert.That(from, Is.EqualTo(end), "without gaps");
                Assert.That(to, Is.GreaterThan(from).Or.EqualTo(alignment.Duration));
                Assert.That(text, Does.StartWith("\"").And.EndsWith("\""));
                if (text.Length > 2)
                    found.Add((from, to, text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)));
                end = to;
            }

            Assert.That(end, Is.EqualTo(alignment.Duration));
            Assert.That(found, Is.EqualTo(alignment.Words.Where(word => word.End > word.Start).Select(word => (word.Start, word.End, word.Text))));
        },
        times: 200);

    private static Alignment Align((string Text, int Gap, int Length)[][] lines, int rest)
    {
        TimeSpan now = TimeSpan.Zero;
        AlignedLine[] aligned = [.. lines.Select(line =>
        {
            AlignedWord[] words = [.. line.Select(word =>
            {
                TimeSpan start = now + TimeSpan.FromMilliseconds(word.Gap);
                now = start + TimeSpan.FromMilliseconds(word.Length);
                return new AlignedWord(word.Text, start, now, 0.5, []);
            })];
            return new AlignedLine(string.Join(' ', words.Select(word => word.Text)), words[0].Start, words[^1].End, words);
        })];
        return new Alignment { Lines = aligned, Duration = now + TimeSpan.FromMilliseconds(rest), Model = "m", ExecutionProvider = ExecutionProvider.Cpu };
    }

    private static string Written(string format, Alignment alignment, string file)
    {
        StringWriter output = new();
        AlignmentWriters.Find(format)!.Write(output, alignment, file);
        return output.ToString();
    }

    private static TimeSpan Seconds(string text) => new((long)(decimal.Parse(text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

    private static string Value(string line) => line[(line.IndexOf('=') + 2)..];
}

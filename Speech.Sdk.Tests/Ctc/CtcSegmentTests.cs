using System.Collections;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

internal sealed class CtcSegmentTests
{
    private const int FramesInAll = 1_000_000;

    [Test]
    public void Cut_ManySegmentsWithAlternatives_ReadsEachWordOnce()
    {
        CountedWords best = new(Words(5000, "a", 100)), other = new(Words(5000, "b", 100));
        IReadOnlyList<Segment> segments = Cut([Reading(best, -1), Reading(other, -2)]);
        Assert.That(segments, Has.Count.EqualTo(5000));
        Assert.That(segments, Has.All.Matches<Segment>(segment => segment!.Alternatives.Select(alternative => alternative.Text).SequenceEqual([" a", " b"])));
        Assert.That(best.Reads + other.Reads, Is.LessThanOrEqualTo(4 * 5000));
    }

    [Test]
    public void Cut_WordsAcrossABorder_AreOfTheSegmentTheirMidstLiesIn()
    {
        CtcWord[] best = [new("a", 0, 10, 1), new("b", 100, 110, 1)];
        CtcWord[] other = [new("x", 0, 10, 1), new("y", 50, 58, 1), new("a", 100, 110, 1)];
        IReadOnlyList<Segment> segments = Cut([Reading(best, -1), Reading(other, -2), Reading(best[..1], -3)]);
        Assert.That(segments.Select(segment => string.Join(',', segment.Alternatives.Select(alternative => alternative.Text.Trim()))), Is.EqualTo(new[] { "a,x y", "b,a," }));
    }

    // 100 s with the same pause between all words.
    [Test]
    public void Cut_EqualPauses_HalvesWhatIsTooLong() =>
        Assert.That(Cut([Reading(Words(100, "a", 50, length: 40), -1)]).Select(segment => segment.Text.Count(letter => letter == 'a')), Is.EqualTo(new[] { 25, 25, 25, 25 }));

    private static IReadOnlyList<Segment> Cut(IReadOnlyList<CtcHypothesis> readings) =>
        new CtcSegments(ScriptedCtc.Head, new FrameTimes([new CtcPiece(0, FramesInAll, 0, FramesInAll * 320L)], 320, 16_000), wantsWords: false).Cut(readings, asOne: false);

    private static CtcHypothesis Reading(IReadOnlyList<CtcWord> words, double score) => new() { Text = "", Words = words, AcousticScore = score };

    private static CtcWord[] Words(int count, string text, int step, int length = 2) => [.. Enumerable.Range(0, count).Select(index => new CtcWord(text, index * step, (index * step) + length, 1))];

    private sealed class CountedWords(CtcWord[] words) : IReadOnlyList<CtcWord>
    {
        public int Reads { get; private set; }

        public int Count => words.Length;

        public CtcWord this[int index]
        {
            get
            {
                Reads++;
                return words[index];
            }
        }

        public IEnumerator<CtcWord> GetEnumerator() => Enumerable.Range(0, words.Length).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

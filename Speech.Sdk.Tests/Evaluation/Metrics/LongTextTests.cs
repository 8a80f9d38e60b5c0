using System.Text.Json.Nodes;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

public sealed class LongTextTests
{
    // Made with rapidfuzz-cpp f34fe29 (MIT): hits, substitutions, deletions, insertions, runs of equal edits, FNV-1a of all their numbers.
    [TestCase(1u, 3_000, 50, 200, 2603, 219, 178, 151, 1014, 0xc6b721e3c28ccb23UL)]
    [TestCase(2u, 3_000, 3, 500, 2307, 405, 288, 276, 1679, 0x2d0a8fa77807d37dUL, Description = "three words")]
    [TestCase(3u, 5_000, 1000, 1000, 1420, 2997, 583, 565, 3292, 0x5c91e7e2569a1850UL, Description = "hardly alike")]
    [TestCase(4u, 9_000, 30, 100, 8378, 332, 290, 273, 1674, 0xba0798395721945cUL)]
    [TestCase(5u, 20_000, 500, 20, 19741, 141, 118, 122, 743, 0xf1d8138be20586f0UL, Description = "few errors")]
    [TestCase(6u, 6_000, 2, 900, 4775, 791, 434, 479, 2826, 0x322cc4d691ac57acUL, Description = "two words")]
    public void Align_LongTexts_FindsRapidfuzzsAlignment(
        uint seed, int length, int vocabulary, int changed, int hits, int substitutions, int deletions, int insertions, int runs, ulong hash)
    {
        (string reference, string hypothesis) = LongTexts.Make(seed, length, vocabulary, changed);

        TextAlignment text = WordErrors.Align(reference, hypothesis);

        Assert.That(text.Counts, Is.EqualTo(new ErrorCounts(hits, substitutions, deletions, insertions)));
        Assert.That(text.Chunks, Has.Count.EqualTo(runs));
        Assert.That(LongTexts.Hash(text.Chunks), Is.EqualTo(hash));
    }

    [Test]
    public void Align_TwoThousandWords_EqualsJiwer()
    {
        JsonNode expected = Shared.Json("fixtures/text/jiwer_long.json")["expected"]!;
        (string reference, string hypothesis) = LongTexts.OfTheGolden();
        TextAlignment words = WordErrors.Align(reference, hypothesis), characters = CharacterErrors.Align(reference, hypothesis);

        Check(words, expected["words"]!);
        Check(characters, expected["characters"]!);
        Assert.That(words.Counts.ErrorRate, Is.EqualTo((double)expected["words"]!["wer"]!));
        Assert.That(words.Counts.MatchErrorRate, Is.EqualTo((double)expected["words"]!["mer"]!));
        Assert.That(words.Counts.InformationLost, Is.EqualTo((double)expected["words"]!["wil"]!));
        Assert.That(words.Counts.InformationPreserved, Is.EqualTo((double)expected["words"]!["wip"]!));
        Assert.That(characters.Counts.ErrorRate, Is.EqualTo((double)expected["characters"]!["cer"]!));
    }

    [Test]
    public void Align_HundredThousandWords_TakesMemoryOfTheirSum()
    {
        (string reference, string hypothesis) = LongTexts.Make(7, 100_000, 20_000, 30);
        long before = GC.GetAllocatedBytesForCurrentThread();

        TextAlignment text = WordErrors.Align(reference, hypothesis);

        Assert.That(text.Counts.ReferenceLength, Is.EqualTo(100_000));
        Assert.That(text.Counts.ErrorRate, Is.InRange(0.015, 0.03));
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) >> 20, Is.LessThan(64), "MiB");
    }

    private static void Check(TextAlignment text, JsonNode expected)
    {
        Assert.That(text.Counts, Is.EqualTo(new ErrorCounts(
            (long)expected["hits"]!, (long)expected["substitutions"]!, (long)expected["deletions"]!, (long)expected["insertions"]!)));
        Assert.That(text.Chunks, Has.Count.EqualTo((int)expected["chunks"]!));
    }
}

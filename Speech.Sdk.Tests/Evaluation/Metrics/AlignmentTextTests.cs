using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

/// <summary>Expected texts are those of jiwer 4.0.0.</summary>
public sealed class AlignmentTextTests
{
    private const string Reference = "This is a very long sentence that is much longer than the previous one or the one before that";
    private const string Hypothesis = "This is a very loong sentence that is not much longer than the previous one or one before that";

    [Test]
    public void Words_LineWidth_GoesOnInAnotherLine() => Assert.That(
        AlignmentText.Words([WordErrors.Align(Reference, Hypothesis)], new AlignmentTextOptions { LineWidth = 40, ShowMeasures = false }),
        Is.EqualTo("=== SENTENCE 1 ===\n\nREF: This is a very  long sentence that\nHYP: This is a very loong sentence that\n                        S              \n\n"
            + "REF: is *** much longer than the\nHYP: is not much longer than the\n          I                     \n\n"
            + "REF: previous one or the one before that\nHYP: previous one or *** one before that\n                       D                \n"));

    [Test]
    public void Characters_LineWidth_GoesOnInAnotherLine() => Assert.That(
        AlignmentText.Characters([CharacterErrors.Align(Reference[..40], Hypothesis[..40])], new AlignmentTextOptions { LineWidth = 20, ShowMeasures = false }),
        Is.EqualTo("=== SENTENCE 1 ===\n\nREF: This is a very \nHYP: This is a very \n                    \n\nREF: lo*ng sentence \nHYP: loong sentence \n       I            \n\n"
            + "REF: that is muc\nHYP: that is no*\n             SSD\n"));

    [Test]
    public void Words_LongerThanTheLine_StayWhole() => Assert.That(
        AlignmentText.Words([WordErrors.Align("a b", "a incomprehensible")], new AlignmentTextOptions { LineWidth = 8, ShowMeasures = false }),
        Is.EqualTo("=== SENTENCE 1 ===\n\nREF: a\nHYP: a\n      \n\nREF:                b\nHYP: incomprehensible\n                    S\n"));

    [Test]
    public void Words_AsterisksInTheText_AreWrittenAsTheyAre() => Assert.That(
        AlignmentText.Words([WordErrors.Align("a * b", "a long *")], new AlignmentTextOptions { ShowMeasures = false }),
        Is.EqualTo("=== SENTENCE 1 ===\n\nREF: a **** * b\nHYP: a long * *\n          I   D\n"));

    [TestCase(32, 1, "3.12", Description = "3.125 to the even side")]
    [TestCase(32, 3, "9.38", Description = "9.375 as well")]
    [TestCase(800, 1, "0.12")]
    [TestCase(160, 1, "0.62")]
    [TestCase(96, 1, "1.04")]
    [TestCase(1000, 27, "2.70")]
    [TestCase(2000, 1, "0.05")]
    public void Words_Rates_AreRoundedAsPythonDoes(int words, int wrong, string percent)
    {
        string reference = string.Join(' ', Enumerable.Repeat("a", words)), hypothesis = string.Join(' ', Enumerable.Repeat("a", words - wrong).Concat(Enumerable.Repeat("b", wrong)));

        Assert.That(AlignmentText.Words([WordErrors.Align(reference, hypothesis)]), Does.EndWith($"\nwer={percent}%\n"));
    }
}

using System.Text.Json.Nodes;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

/// <summary>Measures, alignments and their text against jiwer 4.0.0.</summary>
public sealed class JiwerTests
{
    private const string Measures = "fixtures/text/jiwer.json", Texts = "fixtures/text/jiwer_visualize.json";

    private static IEnumerable<TestCaseData> MeasureCases => GoldenCases.Of(Measures, Name);

    private static IEnumerable<TestCaseData> TextCases => GoldenCases.Of(Texts, golden => $"{Name(golden)} {golden["arguments"]!.ToJsonString()}");

    [TestCaseSource(nameof(MeasureCases))]
    public void Words_EqualJiwer(JsonNode golden)
    {
        TextAlignment[] alignments = Align(golden, WordErrors.Align);
        JsonNode expected = golden["expected"]!["words"]!;
        ErrorCounts total = Check(alignments, expected);

        Assert.That(total.ErrorRate, Is.EqualTo((double)expected["wer"]!));
        Assert.That(total.MatchErrorRate, Is.EqualTo((double)expected["mer"]!));
        Assert.That(total.InformationLost, Is.EqualTo((double)expected["wil"]!));
        Assert.That(total.InformationPreserved, Is.EqualTo((double)expected["wip"]!));
        Assert.That(alignments.Select(text => text.Reference), Is.EqualTo(Words(expected["references"]!)));
        Assert.That(alignments.Select(text => text.Hypothesis), Is.EqualTo(Words(expected["hypotheses"]!)));
    }

    [TestCaseSource(nameof(MeasureCases))]
    public void Characters_EqualJiwer(JsonNode golden)
    {
        JsonNode expected = golden["expected"]!["characters"]!;
        ErrorCounts total = Check(Align(golden, CharacterErrors.Align), expected);

        Assert.That(total.ErrorRate, Is.EqualTo((double)expected["cer"]!));
        Assert.That(Pairs(golden).Aggregate(default(ErrorCounts), (sum, pair) => sum + CharacterErrors.Count(pair.Reference, pair.Hypothesis)), Is.EqualTo(total));
    }

    [TestCaseSource(nameof(TextCases))]
    public void AlignmentText_EqualsJiwer(JsonNode golden)
    {
        JsonNode arguments = golden["arguments"]!;
        AlignmentTextOptions options = new()
        {
            SkipCorrect = (bool?)arguments["skip_correct"] ?? true,
            ShowMeasures = (bool?)arguments["show_measures"] ?? true,
            LineWidth = (int?)arguments["line_width"],
        };
        string text = (bool?)arguments["characters"] == true
            ? AlignmentText.Characters(Align(golden, CharacterErrors.Align), options)
            : AlignmentText.Words(Align(golden, WordErrors.Align), options);

        Assert.That(text, Is.EqualTo((string)golden["expected"]!));
    }

    private static ErrorCounts Check(TextAlignment[] alignments, JsonNode expected)
    {
        Assert.That(alignments.Select(text => text.Chunks.Select(Row)), Is.EqualTo(
            expected["alignments"]!.AsArray().Select(chunks => chunks!.AsArray().Select(chunk => string.Join(' ', chunk!.AsArray().Select(part => part!.ToString()))))));
        ErrorCounts total = alignments.Aggregate(default(ErrorCounts), (sum, text) => sum + text.Counts);
        Assert.That(total, Is.EqualTo(new ErrorCounts(
            (long)expected["hits"]!, (long)expected["substitutions"]!, (long)expected["deletions"]!, (long)expected["insertions"]!)));
        return total;
    }

    private static string Row(EditChunk chunk) =>
        string.Join(' ', chunk.Kind.ToString().ToLowerInvariant(), chunk.ReferenceStart, chunk.ReferenceEnd, chunk.HypothesisStart, chunk.HypothesisEnd);

    private static TextAlignment[] Align(JsonNode golden, Func<string, string, TextAlignment> align) =>
        [.. Pairs(golden).Select(pair => align(pair.Reference, pair.Hypothesis))];

    private static IEnumerable<(string Reference, string Hypothesis)> Pairs(JsonNode golden) =>
        Strings(golden["input"]!["reference"]!).Zip(Strings(golden["input"]!["hypothesis"]!));

    private static IEnumerable<string> Strings(JsonNode node) => node is JsonArray array ? array.Select(text => (string)text!) : [(string)node!];

    private static IEnumerable<IEnumerable<string>> Words(JsonNode node) => node.AsArray().Select(words => Strings(words!));

    private static string Name(JsonNode golden) => $"{golden["input"]!["reference"]!.ToJsonString()} {golden["input"]!["hypothesis"]!.ToJsonString()}";
}

using System.Text.Json.Nodes;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Normalization.English;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Normalization;

/// <summary>Every recorded case of openai-whisper's normalisers, a list a test.</summary>
public sealed class NormalizerGoldenTests
{
    [Test]
    public void English_RecordedTexts_EqualTheReference() => Check("normalizer_english.json", _ => TextNormalizers.English);

    [Test]
    public void Basic_RecordedTexts_EqualTheReference() => Check(
        "normalizer_basic.json", arguments => TextNormalizers.Basic((bool)arguments["remove_diacritics"]!, (bool)arguments["split_letters"]!));

    [Test]
    public void AmericanSpelling_EveryBritishWord_HasItsPair()
    {
        JsonObject pairs = Shared.Json("fixtures/text/english.json").AsObject();
        Assert.Multiple(() =>
        {
            foreach ((string british, JsonNode? american) in pairs)
            {
                using TextBuffer buffer = new(british);
                AmericanSpelling.Apply(buffer);

                // One entry is of several words, which neither the reference finds.
                Assert.That(buffer.ToString(), Is.EqualTo(british.Contains(' ') ? british : (string)american!));
            }
        });
    }

    [TestCaseSource(typeof(RandomTexts), nameof(RandomTexts.All))]
    public void Normalize_RandomTexts_EqualTheReference(string normalizer, string text, string expected) =>
        Assert.That(TextNormalizers.Find(normalizer).Normalize(text), Is.EqualTo(expected));

    [Test]
    public void Normalize_ManyThreadsAtOnce_GivesWhatOneGives() => Parallel.For(0, 8, _ =>
    {
        foreach (string[] random in RandomTexts.All)
        {
            if (TextNormalizers.Find(random[0]).Normalize(random[1]) != random[2])
                throw new InvalidOperationException($"'{random[1]}' was normalised otherwise beside other threads.");
        }
    });

    private static void Check(string file, Func<JsonNode, ITextNormalizer> normalizer)
    {
        JsonArray cases = Shared.Json("fixtures/text/" + file)["cases"]!.AsArray();
        Assert.Multiple(() =>
        {
            foreach (JsonNode? golden in cases)
            {
                string text = (string)golden!["input"]!;
                Assert.That(normalizer(golden["arguments"]!).Normalize(text), Is.EqualTo((string)golden["expected"]!), text);
            }
        });
    }
}

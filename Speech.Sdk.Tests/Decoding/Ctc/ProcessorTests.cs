using System.Text.Json.Nodes;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>transformers' Wav2Vec2ProcessorWithLM with the folder that it saved: its weights, words and model.</summary>
[TestFixture]
internal sealed class ProcessorTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Readings_OfProcessorFolder_AreTransformers(int index)
    {
        JsonNode golden = BeamRun.Golden["processor_with_lm"]!["decode"]![index]!;
        JsonNode given = golden["arguments"]!, expected = golden["result"]!;
        CtcAlphabet alphabet = BeamRun.AlphabetOf("char");
        using CtcLanguageModel model = CtcLanguageModel.Open(Shared.Path(BeamRun.Folder + "processor/language_model"), null, alphabet);
        double weight = (double?)given["hotword_weight"] ?? 10;
        CtcBeamSearch search = new(alphabet, new CtcBeamOptions
        {
            ReferenceScoring = true,
            Width = (int?)given["beam_width"] ?? 100,
            Alpha = (double?)given["alpha"] ?? model.Attributes!.Alpha!.Value,
            Beta = (double?)given["beta"] ?? model.Attributes!.Beta!.Value,
            UnknownWordScore = model.Attributes!.UnknownWordScore!.Value,
            ScoreBoundary = (bool?)given["lm_score_boundary"] ?? model.Attributes!.ScoreBoundary!.Value,
            Hotwords = [.. (given["hotwords"]?.AsArray() ?? []).Select(word => new Hotword((string)word!, weight / CtcBeamOptions.ScorePerWeight))],
        }, model);

        search.Accept(BeamRun.LogProbabilitiesOf((string)golden["logits"]!, alphabet));
        CtcHypothesis best = search.Readings(1, ended: true)[0];

        Assert.That(best.Text, Is.EqualTo((string)First(expected["text"])!));
        Assert.That(best.AcousticScore, Is.EqualTo((double)First(expected["logit_score"])!).Within(0.002));
        Assert.That(best.Score, Is.EqualTo((double)First(expected["lm_score"])!).Within(0.002));
        if (expected["word_offsets"] is JsonArray words)
            Assert.That(best.Words.Select(word => $"{word.Text} {word.Start}-{word.End}"), Is.EqualTo(words.Select(word => $"{word!["word"]} {word["start_offset"]}-{word["end_offset"]}")));
    }

    private static JsonNode? First(JsonNode? node) => node is JsonArray list ? list[0] : node;
}

using System.Text.Json.Nodes;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>Searches that go on from another's state, and searches that are fed in pieces.</summary>
[TestFixture]
internal sealed class StatefulTests
{
    [Test]
    public void State_OfFirstPart_GivesTheReferencesSecond()
    {
        JsonNode golden = BeamRun.Golden["stateful"]!;
        CtcAlphabet alphabet = BeamRun.AlphabetOf("char");
        float[] all = BeamRun.LogProbabilitiesOf((string)golden["logits"]!, alphabet);
        int cut = (int)golden["cut_frame"]! * alphabet.Count;
        BeamRun run = BeamRun.All.Single(run => run.Name == "lm s2");
        using NgramModel model = LanguageModelFile.Open(Shared.Path(BeamRun.Folder + run.Model));
        CtcLanguageModel languageModel = new(model, run.Words(model));

        CtcBeamSearch first = new(alphabet, run.Options, languageModel);
        first.Accept(all.AsSpan(0, cut));
        CtcBeamSearch second = new(alphabet, run.Options, languageModel, first.State());
        second.Accept(all.AsSpan(cut));
        CtcBeamSearch alone = new(alphabet, run.Options, languageModel);
        alone.Accept(all.AsSpan(cut));

        Readings.AreEqual(first.Readings(100, ended: true), golden["first_part"]!.AsArray());
        Readings.AreEqual(second.Readings(100, ended: true), golden["second_part_with_state_of_first_best_beam"]!.AsArray());
        Readings.AreEqual(alone.Readings(100, ended: true), golden["second_part_without_state"]!.AsArray());
    }

    [TestCase(1)]
    [TestCase(7)]
    public void Accept_PieceByPieceWithReadingsBetween_IsTheWhole(int frames)
    {
        BeamRun run = BeamRun.All.Single(run => run.Name == "lm noisy");
        using NgramModel model = LanguageModelFile.Open(Shared.Path(BeamRun.Folder + run.Model));
        CtcBeamSearch search = new(run.Alphabet, run.Options, new CtcLanguageModel(model, run.Words(model)));
        float[] all = run.LogProbabilities;

        foreach (float[] piece in all.Chunk(frames * run.Alphabet.Count))
        {
            search.Accept(piece);
            _ = search.Readings(3, ended: false);
            _ = search.Readings(3, ended: true);
        }

        Readings.AreEqual(search.Readings(100, ended: true), run.Expected);
    }
}

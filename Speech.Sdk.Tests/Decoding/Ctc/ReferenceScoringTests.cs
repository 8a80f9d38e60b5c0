using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>With ReferenceScoring a search answers as pyctcdecode does: the same readings, scores, frames and order.</summary>
[TestFixture]
internal sealed class ReferenceScoringTests
{
    private static IEnumerable<TestCaseData> Runs()
    {
        if (!Shared.IsPresent)
            return [new TestCaseData("golden.json").Ignore("Needs ../shared, which is not beside this checkout.")];

        // bpe_unk is said to be informative only, for it depends on the order of a set; that order is followed here.
        return BeamRun.All.Select(run => new TestCaseData(run.Name).SetName($"Readings_OfRun({run.Name})"));
    }

    [TestCaseSource(nameof(Runs))]
    public void Readings_OfRun_AreTheReferences(string name)
    {
        BeamRun run = BeamRun.All.Single(run => run.Name == name);
        using NgramModel? model = run.Model is null ? null : LanguageModelFile.Open(Shared.Path(BeamRun.Folder + run.Model));
        CtcBeamSearch search = new(run.Alphabet, run.Options, model is null ? null : new CtcLanguageModel(model, run.Words(model)));

        search.Accept(run.LogProbabilities);
        IReadOnlyList<CtcHypothesis> readings = search.Readings(run.Options.Width, ended: true);

        Readings.AreEqual(readings, run.Expected);
        Assert.That(readings, Has.Count.EqualTo(run.Total));
    }
}

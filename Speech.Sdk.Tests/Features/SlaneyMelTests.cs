using System.Text.Json.Nodes;
using Speech.Sdk.Features;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

public sealed class SlaneyMelTests
{
    [TestCase(80)]
    [TestCase(128)]
    public void Filters_Whisper_MatchTransformers(int mels)
    {
        JsonArray expected = Shared.Json("fixtures/whisper/features/mel_filters.json")[$"transformers_{mels}_float64"]!.AsArray();
        FilterBank filters = SlaneyMel.Filters(mels, 400, 16_000);

        Assert.That((filters.Count, filters.Bins), Is.EqualTo((expected.Count, 201)));
        for (int filter = 0; filter < mels; filter++)
        {
            double[] weights = expected[filter]![1]!.AsArray().GetValues<double>().ToArray();
            Assert.That(filters[filter].Weights.ToArray(), Is.EqualTo(weights).Within(2e-9), $"filter {filter}");
            if (weights.Length > 0)
                Assert.That(filters[filter].First, Is.EqualTo((int)expected[filter]![0]!), $"filter {filter}");
        }
    }

    [TestCase(0, 1, new[] { 0.024862593984176087 })]
    [TestCase(1, 1, new[] { 0.0019908218880980706, 0.022871772096078023 })]
    [TestCase(25, 24, new[] { 0.020874010059259842, 0.0040404255283634505 })]
    [TestCase(79, 186, new[] { 0.0003667416797849643, 0.0008330700230168817, 0.001299398366248799, 0.0017657267094807168, 0.002232055052712634, 0.0026983833959445514, 0.003164711739176469, 0.0031413131931234614, 0.002692554165534394, 0.002243795137945327, 0.0017950361103562596, 0.001346277082767192, 0.0008975180551781247, 0.0004487590275890572 })]
    public void Filters_80Bins_MatchLibrosa(int filter, int first, double[] weights)
    {
        FilterBank filters = SlaneyMel.Filters(80, 400, 16_000);

        Assert.That(filters[filter].First, Is.EqualTo(first));
        Assert.That(filters[filter].Weights.ToArray(), Is.EqualTo(weights).Within(2e-9));
    }
}

using System.Text.Json.Nodes;
using Speech.Sdk.Decoding.Ctc;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>Compares readings with pyctcdecode's.</summary>
internal static class Readings
{
    /// <summary>Texts, frames and order are exact; scores agree as far as the reference's own rounding allows.</summary>
    public static void AreEqual(IReadOnlyList<CtcHypothesis> actual, JsonArray expected)
    {
        Assert.That(actual, Has.Count.GreaterThanOrEqualTo(expected.Count));
        Assert.Multiple(() =>
        {
            for (int i = 0; i < expected.Count; i++)
                AreEqual(actual[i], expected[i]!, $"reading {i}");
        });
    }

    private static void AreEqual(CtcHypothesis actual, JsonNode expected, string what)
    {
        Assert.That(actual.Text, Is.EqualTo((string)expected["text"]!), what);
        Assert.That(actual.AcousticScore, IsNear((double)expected["logit_score"]!), $"{what}: audio");
        Assert.That(actual.Score, IsNear((double)expected["lm_score"]!), $"{what}: all");
        string[] frames = [.. expected["text_frames"]!.AsArray().Select(word => $"{word![0]} {word[1]}-{word[2]}")];
        Assert.That(actual.Words.Select(word => $"{word.Text} {word.Start}-{word.End}"), Is.EqualTo(frames), $"{what}: frames");
    }

    private static NUnit.Framework.Constraints.IResolveConstraint IsNear(double value) => Is.EqualTo(value).Within(0.002 + (1e-5 * Math.Abs(value)));
}

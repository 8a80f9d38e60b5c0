using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Decoding;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class TimestampRulesTests
{
    // A small vocabulary: text 0-3, end of text 4, specials 5-6, no times 7, times 8-15.
    [TestCase(new int[0], "8-10", TestName = "begins with one of the first times")]
    [TestCase(new[] { 8 }, "0-6", TestName = "text or the end after the first time")]
    [TestCase(new[] { 8, 1 }, "0-6,9-15", TestName = "text goes on, or a later time")]
    [TestCase(new[] { 8, 1, 12 }, "4-6,12-15", TestName = "a second time or the end after a time that ends a segment")]
    [TestCase(new[] { 8, 1, 12, 12 }, "0-6", TestName = "text after a pair")]
    [TestCase(new[] { 8, 1, 12, 12, 2 }, "0-6,13-15", TestName = "a segment does not end where it began")]
    [TestCase(new[] { 8, 1, 15, 15, 2 }, "0-6", TestName = "no time after the last")]
    [TestCase(new[] { 1, 2 }, "0-6,8-15", TestName = "no time yet")]
    public void Process_Grammar_LeavesOnly(int[] written, string allowed)
    {
        float[] scores = new float[16];
        scores.AsSpan(0, 8).Fill(10); // text so likely that times together do not outweigh it
        new TimestampRules(firstTimestamp: 8, endOfText: 4, noTimestamps: 7, maxInitialTimestamp: 2)
            .Process(scores, new((int[])[5, 6, .. written], 2));

        Assert.That(Ranges(scores, suppressed: false), Is.EqualTo(allowed));
    }

    [TestCase(0f, "9-15", TestName = "seven times outweigh one text token")]
    [TestCase(1.9f, "9-15", TestName = "just above")]
    [TestCase(2f, "0-6,9-15", TestName = "just below, log 7 = 1.95")]
    public void Process_TimesAgainstText_LikelierTogether(float text, string allowed)
    {
        float[] scores = new float[16];
        scores[2] = text;
        new TimestampRules(8, 4, 7, null).Process(scores, new([5, 8, 1], 1));

        Assert.That(Ranges(scores, suppressed: false), Is.EqualTo(allowed));
    }

    [TestCase(null, "8-15")]
    [TestCase(0, "8-8")]
    [TestCase(7, "8-15")]
    [TestCase(1500, "8-15")]
    public void Process_MaxInitialTimestamp_LatestFirstTime(int? latest, string allowed)
    {
        float[] scores = new float[16];
        new TimestampRules(8, 4, 7, latest).Process(scores, new([5], 1));

        Assert.That(Ranges(scores, suppressed: false), Is.EqualTo(allowed));
    }

    [Test]
    public void Process_ReferenceScores_SuppressesTheSame()
    {
        TimestampRules rules = new(firstTimestamp: 50364, endOfText: 50257, noTimestamps: 50363, maxInitialTimestamp: 50);
        JsonArray cases = Shared.Json("fixtures/whisper/base/timestamp-rules.json")["cases"]!.AsArray();
        Assert.That(cases, Has.Count.EqualTo(24));
        foreach (JsonNode? item in cases)
        {
            int[] tokens = [.. item!["tokens"]!.AsArray().Select(node => (int)node!)];
            int seed = (int)item["seed"]!;
            float[] scores = Scores(seed);

            rules.Process(scores, new(tokens, 3));

            foreach (string reference in (string[])["transformers", "openai"])
            {
                string suppressed = string.Join(',', item[$"{reference}_suppressed"]!.AsArray().Select(range => $"{range![0]}-{range[1]}"));
                string what = $"{reference}, seed {seed}, [{string.Join(' ', tokens)}]";
                Assert.That(Ranges(scores, suppressed: true), Is.EqualTo(suppressed), what);
                Assert.That(TensorPrimitives.IndexOfMax<float>(scores), Is.EqualTo((int)item[$"argmax_{reference}"]!), what);
            }
        }
    }

    private static float[] Scores(int seed)
    {
        float[] scores = [.. Enumerable.Range(0, 51865).Select(i => (float)(8 * Math.Sin(i * (0.37 + (0.11 * seed))) * Math.Cos((i * 0.013) + seed)))];
        float times = seed switch { 1 => 6, 2 => -6, _ => 0 };
        foreach (ref float score in scores.AsSpan(50364))
            score += times;
        return scores;
    }

    private static string Ranges(float[] scores, bool suppressed)
    {
        List<string> ranges = [];
        for (int i = 0; i < scores.Length; i++)
        {
            int first = i;
            while (i < scores.Length && float.IsNegativeInfinity(scores[i]) == suppressed)
                i++;
            if (i > first)
                ranges.Add($"{first}-{i - 1}");
        }

        return string.Join(',', ranges);
    }
}

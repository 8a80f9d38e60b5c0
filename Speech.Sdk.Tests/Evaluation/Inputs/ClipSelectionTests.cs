using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class ClipSelectionTests
{
    private static readonly EvaluationClip[] Clips = [.. Enumerable.Range(0, 100).Select(i => Clip(i, TimeSpan.FromSeconds(1 + (i * i % 37))))];

    [Test]
    public void Apply_Limit_IsTheFirst() =>
        Assert.That(new ClipSelection { Limit = 3 }.Apply(Clips).Select(clip => clip.Id), Is.EqualTo(new[] { "s/0", "s/1", "s/2" }));

    [Test]
    public void Apply_Seed_IsTheSameEverywhere()
    {
        // By sha256sum of "7\ns/0" and so on, sorted.
        string[] expected = [.. Clips.OrderBy(clip => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("7\n" + clip.Id))), StringComparer.Ordinal).Select(clip => clip.Id)];
        Assert.That(new ClipSelection { Seed = 7 }.Apply(Clips).Select(clip => clip.Id), Is.EqualTo(expected));
        Assert.That(new ClipSelection { Seed = 7, Limit = 10 }.Apply([.. Clips.Reverse()]).Select(clip => clip.Id), Is.EqualTo(expected.Take(10)), "whatever the order of the inputs");
        Assert.That(new ClipSelection { Seed = 8, Limit = 10 }.Apply(Clips).Select(clip => clip.Id), Is.Not.EqualTo(expected.Take(10)));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(16)]
    [TestCase(150, Description = "more shards than clips")]
    public void Apply_Shards_AreDisjointCompleteAndOfEqualAudio(int count)
    {
        List<IReadOnlyList<EvaluationClip>> shards = [.. Enumerable.Range(1, count).Select(number => new ClipSelection { Shard = new ClipShard(number, count) }.Apply(Clips))];
        Assert.That(shards.SelectMany(shard => shard).Select(clip => clip.Id), Is.EquivalentTo(Clips.Select(clip => clip.Id)));
        double[] lengths = [.. shards.Select(shard => shard.Sum(clip => clip.Duration!.Value.TotalSeconds))];
        double longest = Clips.Max(clip => clip.Duration!.Value.TotalSeconds);
        Assert.That(lengths.Max() - lengths.Min(), Is.LessThanOrEqualTo(count > 16 ? longest : 3));
        Assert.That(shards.Select(shard => shard.Select(clip => Array.IndexOf(Clips, clip))), Has.All.Ordered);
    }

    [Test]
    public void Apply_ShardsOfUnknownLength_AreDealtInTurn()
    {
        EvaluationClip[] clips = [.. Enumerable.Range(0, 8).Select(i => Clip(i, null))];
        Assert.That(new ClipSelection { Shard = ClipShard.Parse("2/3") }.Apply(clips).Select(clip => clip.Id), Is.EqualTo(new[] { "s/1", "s/4", "s/7" }));
    }

    [TestCase("3")]
    [TestCase("0/4")]
    [TestCase("5/4")]
    [TestCase("1/2/3")]
    [TestCase("-1/4")]
    [TestCase("")]
    public void Parse_NoShard_SaysWhatIs(string text) =>
        Assert.That(() => ClipShard.Parse(text), Throws.TypeOf<InvalidOptionException>().With.Message.StartsWith($"The shard is '{text}'; expected its number"));

    [Test]
    public void Apply_OutOfRange_IsAnError()
    {
        Assert.That(() => new ClipSelection { Limit = 0 }.Apply(Clips), Throws.TypeOf<InvalidOptionException>());
        Assert.That(() => new ClipSelection { Shard = default(ClipShard) }.Apply(Clips), Throws.TypeOf<InvalidOptionException>());
    }

    private static EvaluationClip Clip(int i, TimeSpan? duration) => new() { Id = $"s/{i}", Set = "s", Reference = "", Duration = duration };
}

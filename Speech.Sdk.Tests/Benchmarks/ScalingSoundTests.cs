using Speech.Sdk.Audio;
using Speech.Sdk.Benchmarks.Scaling;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary>The recordings that <c>scaling</c> makes of clips.</summary>
public sealed class ScalingSoundTests
{
    private const int SampleRate = 16_000;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(7)]
    public void Order_EveryClipInEachRound_NoRoundTwice(int clips)
    {
        ClipOrder order = new(clips, new Random(5));
        int[][] rounds = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, clips).Select(_ => order.Next()).ToArray())];
        Assert.That(rounds, Is.All.EquivalentTo(Enumerable.Range(0, clips)));
        if (clips > 1)
            Assert.That(rounds.Zip(rounds.Skip(1)), Is.All.Matches<(int[] Before, int[] After)>(pair => pair.Before[^1] != pair.After[0]), "no clip twice running");
        if (clips > 2)
            Assert.That(rounds.Zip(rounds.Skip(1)), Is.All.Matches<(int[] Before, int[] After)>(pair => !pair.Before.SequenceEqual(pair.After)), "no order twice running");
    }

    [Test]
    public void Recording_IsClipsWithPauses_AndFollowsFromTheSeed()
    {
        using TemporaryFolder folder = new();
        // Each clip is one value all over, so that it can be told from the others.
        short[] values = [1000, 2000, 3000];
        ClipStore.Write(folder.Root, values.Select(value => AudioSource.FromSamples(Enumerable.Repeat(value, value).ToArray(), SampleRate)));
        using ClipStore clips = ClipStore.Open(folder.Root);
        float[] recording = clips.Recording(60, 1, "r").ReadAll(SampleRate);
        Assert.That(recording, Has.Length.EqualTo(60 * SampleRate));

        List<(float Value, int Length)> runs = [];
        foreach (float sample in recording)
        {
            if (runs.Count > 0 && runs[^1].Value == sample)
                runs[^1] = (sample, runs[^1].Length + 1);
            else
                runs.Add((sample, 1));
        }

        foreach ((float value, int length) in runs.SkipLast(1))
            Assert.That(length, value == 0 ? Is.InRange(0.3 * SampleRate, 1.2 * SampleRate) : Is.EqualTo((int)MathF.Round(value * 32_768)), "clips are whole and pauses between them");
        Assert.That(runs.Select((run, index) => (run.Value == 0) == (index % 2 == 1)), Is.All.True, "clip, pause, clip");
        Assert.That(runs.Where(run => run.Value == 0).SkipLast(1).Select(run => run.Length).Distinct().Count(), Is.GreaterThan(10), "pauses differ");
        Assert.That(clips.Recording(7.5, 1, "r").ReadAll(SampleRate), Is.EqualTo(recording[..(int)(7.5 * SampleRate)]), "a shorter one is the beginning of a longer");
        Assert.That(clips.Recording(60, 2, "r").ReadAll(SampleRate), Is.Not.EqualTo(recording));
    }

    [Test]
    public void Recording_TenHours_AreNotHeld()
    {
        using TemporaryFolder folder = new();
        ClipStore.Write(folder.Root, [AudioSource.FromSamples(new short[SampleRate], SampleRate), AudioSource.FromSamples(new short[SampleRate / 2], SampleRate)]);
        using ClipStore clips = ClipStore.Open(folder.Root);
        using Stream bytes = clips.Bytes(36_000, 1);
        byte[] block = new byte[1 << 20];
        long before = GC.GetAllocatedBytesForCurrentThread(), length = 0;
        for (int count = bytes.Read(block); count > 0; count = bytes.Read(block))
            length += count;
        Assert.That(length, Is.EqualTo(36_000L * SampleRate * sizeof(short)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16_000_000), "orders of clips, and not the gigabyte of sound");
    }

    [Test]
    public void Manifest_OneLanguage_OrAnError()
    {
        using TemporaryFolder folder = new();
        string Manifest(string name, params string[] lines)
        {
            string path = folder[$"{name}.jsonl"];
            File.WriteAllLines(path, lines);
            return path;
        }

        File.WriteAllBytes(folder["a.wav"], []);
        File.WriteAllBytes(folder["b.wav"], []);
        string both = Manifest("both", """{"audio": "a.wav", "text": "a", "lang": "en"}""", """{"audio": "b.wav", "text": "b", "lang": "de"}""");
        string missing = Manifest("missing", """{"audio": "c.wav", "text": "a", "lang": "en"}""");
        Assert.Multiple(() =>
        {
            Assert.That(SpokenClips.OfManifests([both], "de").Clips.Select(clip => Path.GetFileName(clip.Name)), Is.EqualTo((string[])["b.wav"]));
            Assert.That(() => SpokenClips.OfManifests([both], null), Throws.TypeOf<SpeechException>().With.Message.Contains("de, en").And.Message.Contains("--language"));
            Assert.That(() => SpokenClips.OfManifests([both], "fr"), Throws.TypeOf<SpeechException>().With.Message.Contains("No clip is in 'fr'; there are clips in de, en."));
            Assert.That(() => SpokenClips.OfManifests([missing], null), Throws.TypeOf<SpeechException>().With.Message.Contains("c.wav"));
        });
    }
}

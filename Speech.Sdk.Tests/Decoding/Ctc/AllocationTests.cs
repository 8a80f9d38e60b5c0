using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tests.LanguageModels;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>A search that runs for hours: no allocation a frame, and what it keeps does not grow with the frames.</summary>
[TestFixture]
internal sealed class AllocationTests
{
    private const int Rounds = 12;

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public void Accept_AfterWarmUp_AllocatesNothing(bool hasModel, bool pruneHistory)
    {
        using CtcLanguageModel? model = hasModel ? CtcLanguageModel.Open(ModelFiles.Write(ModelFiles.Arpa), null, Frames.Characters) : null;
        CtcBeamOptions options = new() { PruneHistory = pruneHistory, Hotwords = [new Hotword("one two")] };
        CtcBeamSearch search = new(Frames.Characters, options, model);
        float[] frames = Noisy();
        long[] allocated = new long[Rounds];

        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            search.Accept(frames);
            allocated[round] = GC.GetAllocatedBytesForCurrentThread() - before;
            _ = search.Readings(1, ended: false);
        }

        Assert.That(allocated[^4..], Is.All.Zero, string.Join(' ', allocated));
    }

    [Test]
    public void Readings_AfterManyRounds_HaveAllWordsInOrder()
    {
        CtcBeamSearch search = new(Frames.Characters, new CtcBeamOptions());
        float[] frames = Frames.Of("one two three ").Values;
        int length = frames.Length / Frames.Characters.Count;

        for (int round = 0; round < 400; round++)
            search.Accept(frames);

        CtcHypothesis reading = search.Readings(1, ended: true)[0];
        Assert.That(reading.Text, Is.EqualTo(string.Join(' ', Enumerable.Repeat("one two three", 400))));
        Assert.That(reading.Words.Select(word => string.Concat(word.Symbols.Select(symbol => Frames.Characters.Labels[symbol]))), Is.EqualTo(reading.Words.Select(word => word.Text)));
        Assert.That(reading.Words.Select(word => word.Start), Is.EqualTo(Enumerable.Range(0, 400).SelectMany(i => (int[])[i * length, (i * length) + 8, (i * length) + 16])));
    }

    [Test]
    public void Readings_ThatNeverAgree_HaveAllWordsInOrder()
    {
        CtcBeamSearch search = new(Frames.Characters, new CtcBeamOptions());
        float[] frames = Frames.Of(" one two three").Values;

        search.Accept(new Frames(Frames.Characters).Add(("a", 0.48), ("b", 0.5)).Values);
        for (int round = 0; round < 2000; round++)
            search.Accept(frames);

        string same = string.Concat(Enumerable.Repeat(" one two three", 2000));
        Assert.That(search.Readings(2, ended: true).Select(reading => reading.Text), Is.EqualTo(new[] { "b" + same, "a" + same }));
    }

    private static float[] Noisy()
    {
        Random random = new(5);
        Frames frames = new(Frames.Characters);
        foreach (char letter in string.Concat(Enumerable.Repeat("one two one two three tree four ", 12)))
        {
            string label = letter == ' ' ? "|" : letter.ToString();
            string other = ((char)('a' + random.Next(26))).ToString();
            double p = 0.4 + (0.5 * random.NextDouble());
            if (other == label)
                frames.Add((label, p));
            else
                frames.Add((label, p), (other, 0.9 * (1 - p)));
            frames.Add(("<pad>", p), (label, 0.5 * (1 - p)));
        }

        return frames.Values;
    }
}

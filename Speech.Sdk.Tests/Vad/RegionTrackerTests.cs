using System.Text.Json.Nodes;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

public sealed class RegionTrackerTests
{
    private const int Window = SileroVad.WindowLength;

    [TestCaseSource(typeof(VadGoldens), nameof(VadGoldens.Cases))]
    public void Add_ReferenceProbabilities_GivesTheReferenceRegions(JsonNode golden)
    {
        float[] probabilities = VadGoldens.Probabilities(golden);
        int samples = VadGoldens.Audio(golden).ReadAll(SileroVad.SampleRate).Length;
        foreach ((string name, VoiceActivityOptions options, SampleRange[] regions) in VadGoldens.Regions(golden))
            Assert.That(Track(options, probabilities, samples), Is.EqualTo(regions), name);
    }

    // Digits are probabilities in tenths; expected starts and ends are worked out by hand from the reference's rules.
    [TestCase("9*10 0*10", "0-5600", Description = "ends where the pause begins, 30 ms wider")]
    [TestCase("0*10 9*10 0*10", "4640-10720", Description = "wider on both sides")]
    [TestCase("9*10", "0-5120", Description = "ends with the recording")]
    [TestCase("9*7 0*10", "", Description = "less than 250 ms of speech")]
    [TestCase("9*8 0*10", "0-4576", Description = "just more than 250 ms")]
    [TestCase("0*10 9*7", "", Description = "less than 250 ms at the end")]
    [TestCase("9*10 0*4 9*10", "0-12288", Description = "less than 100 ms of pause")]
    [TestCase("9*10 0*5 9*10", "0-5600 7200-12800", Description = "just more than 100 ms")]
    [TestCase("9*10 4*20 9*10", "0-20480", Description = "between the thresholds speech goes on")]
    [TestCase("4*20 9*10", "9760-15360", Description = "between the thresholds no speech begins")]
    [TestCase("5*10", "0-5120", Description = "the threshold itself is speech")]
    public void Add_DefaultOptions_FollowsTheRules(string probabilities, string regions) => Check(new(), probabilities, regions);

    [TestCase("9*60", "0-15104 15104-30688", Description = "hard, two windows share the one between them")]
    [TestCase("9*10 0*4 9*30", "0-5600 6688-22496", Description = "at a pause of 128 ms, then hard")]
    [TestCase("9*10 0*3 9*31", "0-15104 15104-22528", Description = "96 ms are no pause to cut at")]
    [TestCase("9*5 0*1 4*6 9*5 0*4 9*30", "0-3040 5664-21248 21248-26112", Description = "at the longest pause, not the last")]
    public void Add_SpeechLongerThanASecond_IsCut(string probabilities, string regions) =>
        Check(new() { MaxSpeech = TimeSpan.FromSeconds(1) }, probabilities, regions);

    [TestCase("9*10 0*5 9*10", "0-6400 6400-12800", Description = "share the pause")]
    [TestCase("9*10 0*7 9*10", "0-6720 7104-13824", Description = "room for both")]
    public void Add_WidePadding_NeverOverlaps(string probabilities, string regions) =>
        Check(new() { Pad = TimeSpan.FromMilliseconds(100) }, probabilities, regions);

    [TestCase(30, 15, Description = "when the pause is long enough to end speech")]
    [TestCase(300, 30, Description = "when no other region can come near enough to share the pause")]
    public void Add_RegionThatNothingCanChange_ComesAtOnce(int padMilliseconds, int windows)
    {
        var sut = new RegionTracker(new() { Pad = TimeSpan.FromMilliseconds(padMilliseconds) });
        List<SampleRange> regions = [];
        int added = 0;
        foreach (float probability in Parse("9*10 0*50"))
        {
            if (regions.Count > 0)
                break;
            sut.Add(probability, regions);
            added++;
        }

        Assert.That((added, regions.Count), Is.EqualTo((windows, 1)));
    }

    [Test]
    public void Add_AnyProbabilities_GivesWhatTheWholeRecordingAtOnceGives([Values(1, 2, 3, 4, 5, 6, 7, 8)] int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 100; round++)
        {
            float[] probabilities = RandomProbabilities(random);
            int samples = (probabilities.Length * Window) - random.Next(Window);
            VoiceActivityOptions options = RandomOptions(random);
            List<SampleRange> expected = WholeRecording.Regions(probabilities, samples, options);
            Assert.That(Track(options, probabilities, samples), Is.EqualTo(expected), $"round {round}: {options}");
        }
    }

    private static void Check(VoiceActivityOptions options, string probabilities, string regions)
    {
        float[] values = Parse(probabilities);
        Assert.That(string.Join(' ', Track(options, values, values.Length * Window).Select(region => $"{region.Start}-{region.End}")), Is.EqualTo(regions));
    }

    /// <summary>Also checks what <see cref="RegionTracker.OpenFrom"/> promises.</summary>
    private static List<SampleRange> Track(VoiceActivityOptions options, float[] probabilities, int samples)
    {
        var sut = new RegionTracker(options);
        List<SampleRange> regions = [];
        List<(long OpenFrom, int Regions)> promises = [];
        foreach (float probability in probabilities)
        {
            sut.Add(probability, regions);
            promises.Add((sut.OpenFrom, regions.Count));
        }

        sut.Finish(samples, regions);
        Assert.That(promises.Select(promise => promise.OpenFrom), Is.Ordered);
        Assert.That(promises.Where(promise => promise.Regions < regions.Count && regions[promise.Regions].Start < promise.OpenFrom), Is.Empty);
        return regions;
    }

    private static float[] Parse(string runs) => [.. runs.Split(' ').SelectMany(run =>
        Enumerable.Repeat((run[0] - '0') / 10f, int.Parse(run.AsSpan(2))))];

    private static float[] RandomProbabilities(Random random)
    {
        List<float> values = [];
        while (values.Count < 400)
            values.AddRange(Enumerable.Repeat(random.NextSingle(), random.Next(1, random.Next(2, 30))));
        return [.. values];
    }

    private static VoiceActivityOptions RandomOptions(Random random) => new()
    {
        Threshold = random.Next(1, 9) / 10.0,
        MinSpeech = TimeSpan.FromMilliseconds(random.Next(0, 600)),
        MinSilence = TimeSpan.FromMilliseconds(random.Next(0, 1000)),
        Pad = TimeSpan.FromMilliseconds(random.Next(0, 300)),
        MaxSpeech = random.Next(3) == 0 ? null : TimeSpan.FromMilliseconds(random.Next(1000, 6000)),
    };
}

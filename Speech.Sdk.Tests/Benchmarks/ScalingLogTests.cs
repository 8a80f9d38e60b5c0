using System.Text.Json;
using Speech.Sdk.Benchmarks.Scaling;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary>What <c>scaling --log</c> keeps for a later run.</summary>
public sealed class ScalingLogTests
{
    private static readonly ScalingPoint Point = new() { Model = "whisper-base", Sound = "clips", Seconds = 10 };
    private static readonly ScalingMeasurement Measured = new(3, 5, 10, 400_000_000, 500_000_000) { At = DateTimeOffset.UnixEpoch };

    [Test]
    public void Find_OnlyTheSamePointOnTheSameMachine()
    {
        using TemporaryFolder folder = new();
        string path = folder["log.jsonl"];
        new ScalingLog(path, "here").Add(Point, Measured with { Wall = 4 });
        new ScalingLog(path, "here").Add(Point, Measured);
        ScalingLog again = new(path, "here");
        Assert.Multiple(() =>
        {
            Assert.That(again.Find(Point), Is.EqualTo(Measured), "the last one");
            Assert.That(again.Find(Point with { Seconds = 20 }), Is.Null);
            Assert.That(again.Find(Point with { Sound = "others" }), Is.Null);
            Assert.That(again.Find(Point with { BatchSize = 8 }), Is.Null);
            Assert.That(new ScalingLog(path, "elsewhere").Find(Point), Is.Null);
            Assert.That(new ScalingLog(null, "here").Find(Point), Is.Null);
        });
    }

    [Test]
    public void Run_PointsThatTheLogKnows_AreNotMeasured()
    {
        ScalingLog log = new(null, "here");
        log.Add(Point, Measured);
        StringWriter notes = new();
        // The clip does not exist: to measure anything would be an error.
        using ScalingRun run = new(SpokenClips.OfFiles(["none.wav"]), log, notes);
        Assert.That(run.Measure(new ScalingSeries("length", "Length", "seconds", [(10, Point)])), Is.EqualTo((ScalingMeasurement[])[Measured]));
        Assert.That(notes.ToString(), Is.EqualTo($"length 10: 3.00 s, measured before{Environment.NewLine}"));
    }

    [Test]
    public void Log_OfSomethingElse_IsAnErrorThatNamesTheLine()
    {
        using TemporaryFolder folder = new();
        string path = folder["log.jsonl"];
        new ScalingLog(path, "here").Add(Point, Measured);
        File.AppendAllText(path, "no measurement\n");
        Assert.That(() => new ScalingLog(path, "here"), Throws.TypeOf<SpeechException>().With.Message.Contains($"{path}, line 2").And.InnerException.TypeOf<JsonException>());
    }
}

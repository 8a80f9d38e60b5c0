using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class KaldiTests
{
    [Test]
    public void Read_WithSegments_AreParts()
    {
        using DataFolder folder = new();
        folder.Add("exp/data/test/wav.scp", "rec1 wavs/rec1.flac\n").Add("exp/wavs/rec1.flac")
            .Add("exp/data/test/text", "u2 second one\nu1\tfirst\nu3\n").Add("exp/data/test/segments", "u1 rec1 0 1.5\nu2 rec1 1.5 4\nu3 rec1 4 -1\nu4 rec1 5 6\n")
            .Add("exp/data/test/utt2spk", "u1 s1\nu2 s1\nu3 s2\n").Add("exp/data/test/spk2gender", "s1 f\n").Add("exp/data/test/utt2lang", "u1 de\n");
        EvaluationInput input = folder.Read("exp/data/test");
        Assert.That(input.Clips.Select(clip => (clip.Id, clip.Reference, clip.Speaker, clip.Language)), Is.EqualTo(new[]
        {
            ("test/u2", "second one", "s1", null), ("test/u1", "first", "s1", "de"), ("test/u3", "", "s2", null),
        }));
        Assert.That(input.Clips.Select(clip => clip.Range), Is.EqualTo(new TimeRange?[] { Range(1.5, 4), Range(0, 1.5), Range(4, null) }));
        Assert.That(input.Clips.Select(folder.Relative), Has.All.EqualTo("exp/wavs/rec1.flac"), "paths go from where the recipe ran");
        Assert.That(input.Clips[0].Fields, Is.EquivalentTo(new Dictionary<string, string> { ["recording"] = "rec1", ["gender"] = "f" }));
        Assert.That(input.Notes.Single(), Does.EndWith("1 of 4 utterances have no text and are left out, for example u4."));
    }

    [Test]
    public void Read_WithoutSegments_AreWholeRecordings()
    {
        using DataFolder folder = new();
        folder.Add("test/wav.scp", "u1 a.wav\n").Add("test/text", "u1 hi\n").Add("test/reco2dur", "u1 3.25\n");
        Assert.That(folder.Clips("test/wav.scp").Single(), Has.Property(nameof(EvaluationClip.Range)).Null.And.Property(nameof(EvaluationClip.Duration)).EqualTo(TimeSpan.FromSeconds(3.25)));
    }

    [TestCase("/x/a b.wav", "/x/a b.wav")]
    [TestCase("cat /x/a.wav |", "/x/a.wav")]
    [TestCase("flac -c -d -s /x/a.flac |", "/x/a.flac")]
    [TestCase("flac -cds /x/a.flac|", "/x/a.flac")]
    public void Read_PathsAndPlainCommands_AreFiles(string value, string expected)
    {
        using DataFolder folder = new();
        folder.Add("test/wav.scp", $"u1 {value}\n").Add("test/text", "u1 hi\n");
        Assert.That(folder.Clips("test").Single().AudioPath, Is.EqualTo(Path.GetFullPath(expected)));
    }

    [TestCase("sox a.wav -t wav - |", "'sox a.wav -t wav - |' is a command; commands are not run here")]
    [TestCase("sph2pipe -f wav a.sph |", "is a command")]
    [TestCase("cat a.wav b.wav |", "is a command")]
    [TestCase("cat $(rm x) |", "is a command")]
    [TestCase("flac -c a.flac |", "is a command")]
    [TestCase("flac a.flac |", "is a command")]
    [TestCase("cat a.wav | sox - -t wav - |", "is a command")]
    [TestCase("/x/raw.ark:1234", "is a place in an archive of Kaldi")]
    [TestCase("", "has no path")]
    public void Read_Commands_AreNotRun(string value, string expected)
    {
        using DataFolder folder = new();
        folder.Add("test/wav.scp", $"u0 a.wav\nu1 {value}\n").Add("test/text", "u1 hi\n");
        Assert.That(folder.Error("test"), Does.StartWith($"{folder["test/wav.scp"]}, line 2: ").And.Contain(expected));
    }

    [TestCase("text", "u1 x\nu1 y\n", "text, line 2: 'u1' is in line 1 already")]
    [TestCase("text", "u9 x\n", "text, line 1: the recording 'u9' is not in wav.scp")]
    [TestCase("segments", "u2 u1 0 1\n", "text, line 1: the utterance 'u1' is not in the segments file")]
    [TestCase("segments", "u1 u1 0\n", "segments, line 1: the line is 'u1 u1 0'")]
    [TestCase("segments", "u1 u1 2 1\n", "segments, line 1: the end (1 s) is not behind the start (2 s)")]
    [TestCase("segments", "u1 r9 0 1\n", "text, line 1: the recording 'r9' is not in wav.scp")]
    public void Read_WrongTables_SayWhere(string file, string content, string expected)
    {
        using DataFolder folder = new();
        folder.Add("test/wav.scp", "u1 a.wav\n").Add("test/text", "u1 hi\n").Add("test/" + file, content);
        Assert.That(folder.Error("test"), Does.Contain(expected));
    }

    private static TimeRange Range(double start, double? end) => new(TimeSpan.FromSeconds(start), end is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}

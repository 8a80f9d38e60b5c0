using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class ClipIdTests
{
    [Test]
    public void Read_SameDataElsewhere_HasTheSameIds()
    {
        using DataFolder here = new();
        using DataFolder there = new();
        foreach (DataFolder folder in new[] { here, there })
        {
            folder.Add("lists/test.jsonl", string.Concat(new[] { "lists/own/a.wav", "corpus/s1/b.wav", "corpus/s2/c.wav" }
                .Select(file => $$"""{"audio": "{{folder[file].Replace('\\', '/')}}", "text": "x"}""" + "\n")));
        }

        string[] expected = ["test/own/a", "test/s1/b", "test/s2/c"];
        Assert.That(here.Clips("lists/test.jsonl").Select(clip => clip.Id), Is.EqualTo(expected));
        Assert.That(there.Clips("lists/test.jsonl").Select(clip => clip.Id), Is.EqualTo(expected));
    }

    [Test]
    public void Read_RecordingsThatDifferByExtension_KeepIt()
    {
        using DataFolder folder = new();
        folder.Add("x.csv", "audio,text\na.wav,x\nb.wav,x\na.mp3,x\n../up.wav,x\n");
        Assert.That(folder.Clips("x.csv").Select(clip => clip.Id), Is.EqualTo(new[] { "x/a.wav", "x/b", "x/a.mp3", "x/up" }));
    }

    [Test]
    public void Read_TextsAlone_AreNamedByTheirIds()
    {
        using DataFolder folder = new();
        folder.Add("x.csv", "id,text\nu1,x\n");
        Assert.That(folder.Clips("x.csv").Single(), Has.Property("Id").EqualTo("x/u1").And.Property("AudioPath").Null);
    }

    [Test]
    public void Read_TwoInputsWithTheSameClip_NamesBothLines()
    {
        using DataFolder folder = new();
        folder.Add("one/x.csv", "audio,text\na.wav,x\n").Add("two/x.csv", "audio,text\nb.wav,x\na.wav,x\n");
        SpeechException error = Assert.Throws<SpeechException>(() => EvaluationInput.Read([folder["one/x.csv"], folder["two/x.csv"]]));
        Assert.That(error.Message, Does.Contain($"{folder["two/x.csv"]}, line 3: the clip 'x/a' is in {folder["one/x.csv"]}, line 2 already"));
    }
}

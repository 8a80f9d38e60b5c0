using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class CorpusTests
{
    private const string CommonVoiceHeader = "client_id\tpath\tsentence\tup_votes\tage\tgender\taccents\tlocale\n";

    [Test]
    public void Read_LibriSpeech_HasASetForEverySubset()
    {
        using DataFolder folder = new();
        folder.Add("LibriSpeech/SPEAKERS.TXT")
            .Add("LibriSpeech/test-clean/1089/134686/1089-134686.trans.txt", "1089-134686-0000 HE HOPED\n1089-134686-0001 STUFF IT\n")
            .Add("LibriSpeech/test-clean/1089/134686/1089-134686-0000.flac").Add("LibriSpeech/test-clean/1089/134686/1089-134686-0009.flac")
            .Add("LibriSpeech/dev-other/7/8/7-8.trans.txt", "7-8-0000 X\n").Add("LibriSpeech/dev-other/7/8/7-8-0000.mp3");
        EvaluationInput input = folder.Read("");
        Assert.That(
            input.Clips.Select(clip => (clip.Id, clip.Reference, folder.Relative(clip), clip.Speaker, clip.Fields["chapter"], clip.Language)),
            Is.EqualTo(new[]
            {
                ("dev-other/7-8-0000", "X", "LibriSpeech/dev-other/7/8/7-8-0000.mp3", "7", "8", "en"),
                ("test-clean/1089-134686-0000", "HE HOPED", "LibriSpeech/test-clean/1089/134686/1089-134686-0000.flac", "1089", "134686", "en"),
                ("test-clean/1089-134686-0001", "STUFF IT", "LibriSpeech/test-clean/1089/134686/1089-134686-0001.flac", "1089", "134686", "en"),
            }));
        Assert.That(input.Notes.Single(), Does.EndWith("1 recordings have no transcript and are left out, for example 1089-134686-0009."));
    }

    [Test]
    public void Read_CommonVoice_TakesTheSplitThatIsAskedFor()
    {
        using DataFolder folder = new();
        folder.Add("cv/zh-CN/test.tsv", CommonVoiceHeader + "s1\tcv_1.mp3\t\"你好\t2\ttwenties\t\t\tzh-CN\n").Add("cv/zh-CN/dev.tsv", CommonVoiceHeader + "s2\tcv_2.mp3\tx\t2\t\t\t\tzh-CN\n")
            .Add("cv/zh-CN/clips/cv_1.mp3").Add("cv/zh-CN/clip_durations.tsv", "clip\tduration[ms]\ncv_2.mp3\t9\ncv_1.mp3\t4500\n");
        EvaluationClip clip = folder.Clips("cv").Single();
        Assert.That(
            (clip.Id, clip.Reference, folder.Relative(clip), clip.Speaker, clip.Language, clip.Duration),
            Is.EqualTo(("common_voice_zh-CN_test/cv_1", "\"你好", "cv/zh-CN/clips/cv_1.mp3", "s1", "zh", TimeSpan.FromSeconds(4.5))));
        Assert.That(clip.Fields, Is.EquivalentTo(new Dictionary<string, string> { ["up_votes"] = "2", ["age"] = "twenties", ["locale"] = "zh-CN" }));
        Assert.That(folder.Clips("cv/zh-CN/dev.tsv").Single().Id, Is.EqualTo("common_voice_zh-CN_dev/cv_2"));
        Assert.That(EvaluationInput.Read(folder["cv"], new() { Split = "dev" }).Clips.Single().Speaker, Is.EqualTo("s2"));
        SpeechException error = Assert.Throws<SpeechException>(() => EvaluationInput.Read(folder["cv"], new() { Split = "train" }));
        Assert.That(error.Message, Does.Contain("has no split 'train'; expected one of clip_durations, dev, test"));
    }

    [TestCase("data/cmn_hans_cn/test.tsv", "audio/cmn_hans_cn/test", Description = "lists and recordings apart")]
    [TestCase("data/cmn_hans_cn/test.tsv", "data/cmn_hans_cn/audio/test", Description = "as on the hub")]
    [TestCase("cmn_hans_cn/test.tsv", "cmn_hans_cn/test", Description = "flat")]
    public void Read_Fleurs_FindsTheRecordings(string list, string recordings)
    {
        using DataFolder folder = new();
        folder.Add(list, "1837\t14.wav\tHello, World.\thello world\th e l l o |\t48000\tFEMALE\n").Add(recordings + "/14.wav");
        EvaluationInput input = folder.Read("");
        EvaluationClip clip = input.Clips.Single();
        Assert.That(
            (clip.Id, clip.Reference, folder.Relative(clip), clip.Language, clip.Duration),
            Is.EqualTo(("fleurs_cmn_hans_cn_test/14", "Hello, World.", recordings + "/14.wav", "zh", TimeSpan.FromSeconds(3))));
        Assert.That(clip.Fields, Is.EquivalentTo(new Dictionary<string, string> { ["sentence_id"] = "1837", ["transcription"] = "hello world", ["gender"] = "FEMALE" }));
        Assert.That(input.Notes, Is.Empty);
    }

    [Test]
    public void Read_FleursWithPackedRecordings_SaysSo()
    {
        using DataFolder folder = new();
        folder.Add("de_de/test.tsv", "1\t14.wav\tx\tx\tx\t48000\tMALE\n").Add("de_de/audio/test.tar.gz");
        EvaluationInput input = folder.Read("de_de");
        Assert.That((input.Clips.Count, input.Notes.Single()), Is.EqualTo((1, input.Notes.Single())));
        Assert.That(input.Notes.Single(), Does.Contain("recordings are not there").And.EndsWith("Unpack the archive of the split."));
    }

    [Test]
    public void Read_LjSpeech_IsToldFromOtherCsv()
    {
        using DataFolder folder = new();
        folder.Add("lj/metadata.csv", "LJ1|In 1905, he \"came\"|In nineteen oh five, he \"came\"\nLJ2|And, went\n").Add("lj/wavs/LJ1.wav").Add("lj/wavs/LJ2.flac");
        IReadOnlyList<EvaluationClip> clips = folder.Clips("lj");
        Assert.That(
            clips.Select(clip => (clip.Id, clip.Reference, folder.Relative(clip))),
            Is.EqualTo(new[] { ("lj/LJ1", "In 1905, he \"came\"", "lj/wavs/LJ1.wav"), ("lj/LJ2", "And, went", "lj/wavs/LJ2.flac") }));
        Assert.That(clips[0].Fields["normalized_text"], Is.EqualTo("In nineteen oh five, he \"came\""));
        folder.Add("hf/metadata.csv", "file_name,text\nwavs/a.wav,a|b\n").Add("hf/wavs/a.wav");
        Assert.That(folder.Clips("hf").Single().Reference, Is.EqualTo("a|b"));
    }

    [Test]
    public void Read_RecordingsWithTextsBeside_AreClips()
    {
        using DataFolder folder = new();
        folder.Add("x/b.wav").Add("x/b.txt", "two\r\nlines\r\n").Add("x/a.flac").Add("x/a.txt", "one").Add("x/c.mp3").Add("x/notes.txt", "?");
        EvaluationInput input = folder.Read("x");
        Assert.That(input.Clips.Select(clip => (clip.Id, clip.Reference)), Is.EqualTo(new[] { ("x/a", "one"), ("x/b", "two\nlines") }));
        Assert.That(input.Notes.Single(), Does.EndWith("1 recordings have no .txt beside them and are left out, for example c.mp3."));
    }
}

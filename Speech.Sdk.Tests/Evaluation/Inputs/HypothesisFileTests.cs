using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class HypothesisFileTests
{
    private static readonly EvaluationClip[] Clips = [Clip("s/u1", "/data/u1.flac"), Clip("s/deep/u2", "/data/deep/u2.flac")];

    [TestCase("hyp", "u1 one\nu2 two too\n", Description = "Kaldi's text")]
    [TestCase("hyp.txt", "s/u1\tone\n\ns/deep/u2   two too\n", Description = "the same by ids")]
    [TestCase("hyp.trn", "one (u1)\ntwo too (u2)\n")]
    [TestCase("hyp.txt", "one (u1)\ntwo too (u2)\n", Description = "trn under another name")]
    [TestCase("hyp.ctm", ";; made by hand\nu2 1 0.5 0.1 too 0.9\nu2 1 0.1 0.2 two\nu1 A 0 1 one\n")]
    [TestCase("hyp.jsonl", """{"audio_filepath": "/elsewhere/u1.wav", "text": "reference", "pred_text": "one"}""" + "\n" + """{"id": "s/deep/u2", "text": "two too"}""", Description = "NeMo's")]
    [TestCase("hyp.jsonl", """{"file": "u1.flac", "text": "one", "segments": []}""" + "\n" + """{"file": "deep/u2.flac", "text": "two too"}""", Description = "our own transcripts")]
    [TestCase("hyp.csv", "id,hypothesis\nu1,one\nu2,two too\n")]
    [TestCase("hyp.tsv", "path\ttext\nu1.wav\tone\ndeep\\u2.wav\ttwo too\n")]
    [TestCase("hyp.txt", "one\ntwo too\n", Description = "a line a clip")]
    public void Read_Files_FindTheirClips(string file, string content)
    {
        using DataFolder folder = new();
        Assert.That(HypothesisFile.Read(folder.Add(file, content)[file], Clips).Texts, Is.EquivalentTo(new Dictionary<string, string> { ["s/u1"] = "one", ["s/deep/u2"] = "two too" }));
    }

    [TestCase("u1.txt", "one\n", "deep/u2.txt", "two\n", "u2.json", "ignored")]
    [TestCase("u1.wav.txt", "one", "u2.txt", "two", "u2.srt", "")]
    [TestCase("u1.json", """{"text": "one", "segments": []}""", "u2.json", """{"text": "two"}""", "u2.srt", "")]
    public void Read_FolderOfTexts_IsOneAClip(string first, string firstText, string second, string secondText, string other, string otherText)
    {
        using DataFolder folder = new();
        folder.Add("out/" + first, firstText).Add("out/" + second, secondText).Add("out/" + other, otherText);
        Assert.That(HypothesisFile.Read(folder["out"], Clips).Texts, Is.EquivalentTo(new Dictionary<string, string> { ["s/u1"] = "one", ["s/deep/u2"] = "two" }));
    }

    [Test]
    public void Read_ClipsWithoutAText_AreNotThere()
    {
        using DataFolder folder = new();
        Assert.That(HypothesisFile.Read(folder.Add("hyp", "u2\n")["hyp"], Clips).Texts, Is.EquivalentTo(new Dictionary<string, string> { ["s/deep/u2"] = "" }));
    }

    [Test]
    public void Read_SameFileNameInSeveralFolders_IsFoundByThePath()
    {
        using DataFolder folder = new();
        EvaluationClip[] clips = [Clip("s/a/1", "/data/a/1.wav"), Clip("s/b/1", "/data/b/1.wav"), Clip("s/b/1.mp3", "/data/b/1.mp3")];
        folder.Add("hyp.csv", "audio,text\n/other/a/1.flac,first\nb/1.mp3,third\nx/b/1.wav,second\n").Add("unclear.csv", "audio,text\nc/1.flac,first\n");
        Assert.That(HypothesisFile.Read(folder["hyp.csv"], clips).Texts, Is.EquivalentTo(new Dictionary<string, string> { ["s/a/1"] = "first", ["s/b/1"] = "second", ["s/b/1.mp3"] = "third" }));
        Assert.That(Error(folder, "unclear.csv", clips), Does.Contain("unclear.csv, line 2: 'c/1.flac' may be any of 3 clips, among them 's/a/1' and 's/b/1'"));
    }

    [Test]
    public void Read_PartsOfARecording_AreFoundByTheirTimes()
    {
        using DataFolder folder = new();
        folder.Add("ref.jsonl", """
            {"audio": "call.wav", "text": "one", "offset": 0, "duration": 2.5}
            {"audio": "call.wav", "text": "two", "offset": 2.5, "duration": 1.1}
            """).Add("hyp.jsonl", """
            {"audio_filepath": "call.wav", "pred_text": "zwei", "offset": 2.5, "duration": 1.1}
            {"audio_filepath": "call.wav", "pred_text": "eins", "offset": 0.0, "duration": 2.5}
            """);
        Assert.That(
            HypothesisFile.Read(folder["hyp.jsonl"], folder.Clips("ref.jsonl")).Texts,
            Is.EquivalentTo(new Dictionary<string, string> { ["ref/call@0-2.5"] = "eins", ["ref/call@2.5-3.6"] = "zwei" }));
    }

    [Test]
    public void Read_TextsOfNoClip_AreAnErrorUnlessAllowed()
    {
        using DataFolder folder = new();
        folder.Add("hyp", "u1 one\nu7 seven\n");
        Assert.That(Error(folder, "hyp", Clips), Does.Contain($"1 of 2 texts belong to none of the 2 clips: 'u7' ({folder["hyp"]}, line 2). Expected the ids of clips"));
        HypothesisTexts read = HypothesisFile.Read(folder["hyp"], Clips, new HypothesisOptions { AllowUnmatched = true });
        Assert.That((read.Texts.Count, read.Unmatched.Count), Is.EqualTo((1, 1)));
    }

    [TestCase("hyp.txt", "one\ntwo\nthree\n", "has 3 lines and there are 2 clips; expected a line a clip in their order")]
    [TestCase("hyp", "u1 one\ns/u1 two\n", "line 2: the clip 's/u1' has a text in")]
    [TestCase("hyp.trn", "one\n", "line 1: the line has no name at its end")]
    [TestCase("hyp.ctm", "u1 1 x y\n", "line 1: the line is 'u1 1 x y'; expected recording, channel, start")]
    [TestCase("hyp.ctm", "u1 1 0 1 one\nu1 2 0 1 one\n", "line 2: 'u1' has words of the channels 1 and 2")]
    [TestCase("hyp.csv", "id,words\nu1,one\n", "line 2: there is no text; the line has id, words; expected one of hypothesis,")]
    [TestCase("hyp.jsonl", """{"text": "one"}""", "line 1: nothing says which clip it is; expected one of id,")]
    [TestCase("hyp.jsonl", """{"audio": "u1.wav", "text": "one", "offset": 1, "duration": 0}""", "line 1: duration is '0' behind an offset of '1'")]
    [TestCase("hyp.csv", "id,text\n", "holds no texts")]
    public void Read_WrongFiles_SayWhereAndWhy(string file, string content, string expected)
    {
        using DataFolder folder = new();
        Assert.That(Error(folder.Add(file, content), file, Clips), Does.StartWith(folder[file]).And.Contain(expected));
    }

    [Test]
    public void Read_KindThatIsAskedFor_IsTaken()
    {
        using DataFolder folder = new();
        folder.Add("hyp.txt", "u1 is what I heard\nu2 too\n");
        Assert.That(HypothesisFile.Read(folder["hyp.txt"], Clips, new HypothesisOptions { Kind = "lines" }).Texts["s/u1"], Is.EqualTo("u1 is what I heard"));
        Assert.That(() => HypothesisFile.Read(folder["hyp.txt"], Clips, new HypothesisOptions { Kind = "doc" }), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("text-files, jsonl, csv, tsv, ctm, trn, kaldi, lines"));
        Assert.That(() => HypothesisFile.Read(folder.Root, Clips, new HypothesisOptions { Kind = "lines" }), Throws.TypeOf<SpeechException>().With.Message.Contains("is a folder; expected a file"));
    }

    private static string Error(DataFolder folder, string file, EvaluationClip[] clips) => Assert.Throws<SpeechException>(() => HypothesisFile.Read(folder[file], clips))!.Message;

    private static EvaluationClip Clip(string id, string audio) => new() { Id = id, Set = "s", Reference = "", AudioPath = audio };
}

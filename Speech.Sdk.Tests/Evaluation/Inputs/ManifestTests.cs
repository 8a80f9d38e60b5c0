using System.Text;
using Speech.Sdk.Evaluation;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class ManifestTests
{
    [TestCase("""{"audio": "a.wav", "text": "hi", "lang": "en", "duration": 1.5}""", Description = "ours")]
    [TestCase("""{"audio_filepath": "a.wav", "text": "hi", "lang": "en", "duration": 1.5, "pred_text": "high"}""", Description = "NeMo's")]
    [TestCase("""{"file_name": "a.wav", "transcription": "hi", "language": "en-GB", "duration": "1.5"}""", Description = "Hugging Face's")]
    [TestCase("""{"path": "./a.wav", "sentence": "hi", "locale": "EN_us", "duration": 1.5e0}""", Description = "Common Voice's names")]
    [TestCase("""{"audio": {"path": "a.wav", "bytes": null}, "transcript": "hi", "Language": "en", "DURATION": 1.5}""", Description = "written by a data set library")]
    [TestCase("""{"audio": "a.wav", "reference": "hi", "text": "high", "lang": "en", "duration": 1.5}""", Description = "a reference beside a text")]
    public void Read_CommonNamesOfFields_AreUnderstood(string line)
    {
        using DataFolder folder = new();
        EvaluationClip clip = folder.Add("set/manifest.jsonl", line).Clips("set/manifest.jsonl").Single();
        Assert.That(
            (clip.Id, clip.Set, clip.Reference, folder.Relative(clip), clip.Language, clip.Duration, clip.Range),
            Is.EqualTo(("set/a", "set", "hi", "set/a.wav", "en", TimeSpan.FromSeconds(1.5), (TimeRange?)null)));
    }

    [Test]
    public void Read_SpeakerNoiseAndAllElse_AreKept()
    {
        using DataFolder folder = new();
        folder.Add("x.jsonl", """{"id": 7, "audio": "a.wav", "text": "", "speaker_id": "s1", "snr_db": 10.0, "noise": "street", "n": {"a": {"b": 5}, "c": [1, "x"]}, "ok": true, "gone": null, "lang": "und", "license": ""}""");
        EvaluationClip clip = folder.Clips("x.jsonl").Single();
        Assert.That((clip.Id, clip.Reference, clip.Speaker, clip.Noise, clip.Language), Is.EqualTo(("x/7", "", "s1", "10.0", (string?)null)));
        Assert.That(clip.Fields, Is.EquivalentTo(new Dictionary<string, string> { ["noise"] = "street", ["n.a.b"] = "5", ["n.c"] = """[1, "x"]""", ["ok"] = "true", ["lang"] = "und" }));
        Assert.That((clip.Fields.Count, clip.Fields["ok"], clip.Fields.ContainsKey("gone"), clip.Fields.ContainsKey("license")), Is.EqualTo((5, "true", false, false)));
    }

    [Test]
    public void Read_OffsetAndDuration_ArePartOfTheRecording()
    {
        using DataFolder folder = new();
        folder.Add("x.jsonl", """
            {"audio": "call.wav", "text": "one", "offset": 0, "duration": 2.5}
            {"audio": "call.wav", "text": "two", "offset": 2.5, "duration": 0.25}
            {"audio": "call.wav", "text": "rest", "offset": 3}
            """);
        IReadOnlyList<EvaluationClip> clips = folder.Clips("x.jsonl");
        Assert.That(clips.Select(clip => clip.Id), Is.EqualTo(new[] { "x/call@0-2.5", "x/call@2.5-2.75", "x/call@3-" }));
        Assert.That(clips[1].Range, Is.EqualTo(new TimeRange(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(2.75))));
        Assert.That(clips[2], Has.Property(nameof(EvaluationClip.Range)).EqualTo(new TimeRange(TimeSpan.FromSeconds(3))).And.Property(nameof(EvaluationClip.Duration)).Null);
    }

    [Test]
    public void Read_ByteOrderMarkBlankLinesAndWindowsLineEnds_ChangeNothing()
    {
        using DataFolder folder = new();
        folder.Add("x.jsonl", "\uFEFF{\"audio\": \"sub\\\\a.wav\", \"text\": \"ä\"}\r\n\r\n  \r\n{\"audio\": \"b.wav\", \"text\": \"\\ud83d\\ude00\"}");
        IReadOnlyList<EvaluationClip> clips = folder.Clips("x.jsonl");
        Assert.That(clips.Select(clip => (clip.Id, clip.Reference, folder.Relative(clip))), Is.EqualTo(new[] { ("x/sub/a", "ä", "sub/a.wav"), ("x/b", "😀", "b.wav") }));
    }

    [TestCase("""{"audio": "a.wav"}""", "line 2: there is no text; the line has audio; expected one of reference, text,")]
    [TestCase("""{"audio": "a.wav", "text": null}""", "line 2: there is no text")]
    [TestCase("""{"text": "a"}""", "line 2: there is no recording; the line has text; expected one of audio, audio_filepath,")]
    [TestCase("{}", "line 2: there is no recording; expected one of")]
    [TestCase("""["audio"]""", "line 2: the line is a JSON list; expected an object of one line")]
    [TestCase("""{"audio": "a.wav", """, "line 2: the line is no JSON object: it is malformed or breaks off at byte 20")]
    [TestCase("""{"audio": "a.wav", "text": "a"} {}""", "line 2: the line is no JSON object")]
    [TestCase("""{"audio": "a.wav", "text": "\ud83d"}""", "line 2: a text of the line has half of a surrogate pair")]
    [TestCase("""{"audio": "a.wav", "text": "a", "text": "b"}""", "line 2: 'text' is there twice")]
    [TestCase("""{"audio": "a.wav", "text": "a", "duration": -1}""", "line 2: duration is '-1'; expected seconds")]
    [TestCase("""{"audio": "a.wav", "text": "a", "offset": "1:30"}""", "line 2: offset is '1:30'; expected seconds")]
    [TestCase("""{"audio": "a.wav", "text": "a", "offset": 2.5, "duration": 0}""", "line 2: duration is '0' behind an offset of '2.5'; expected more than 0 seconds")]
    [TestCase("""{"audio": "a.wav", "text": "a", "offset": 2.5, "duration": -1}""", "line 2: duration is '-1'; expected seconds")]
    [TestCase("""{"audio": "a.wav", "text": "a", "offset": 2.5, "duration": 1e-9}""", "line 2: duration is '1e-9'", Description = "less than times can tell apart")]
    [TestCase("""{"audio": "a\u0000.wav", "text": "a"}""", "line 2: the recording's path 'a\\0.wav' holds a null character")]
    [TestCase("""{"audio": "first.wav", "text": "a"}""", "line 2: the clip 'x/first.wav' is in", Description = "names both lines")]
    [TestCase("{\"audio\": \"a.wav\", \"text\": \"\0\"}", "line 2: the line holds null characters")]
    public void Read_WrongLine_SaysWhichAndWhatWasExpected(string line, string expected)
    {
        using DataFolder folder = new();
        folder.Add("x.jsonl", """{"audio": "first.wav", "text": "a"}""" + "\n" + line + "\n");
        Assert.That(folder.Error("x.jsonl"), Does.StartWith(folder["x.jsonl"] + ", ").And.Contain(expected));
    }

    [Test]
    public void Read_OtherEncodings_AreRefused()
    {
        using DataFolder folder = new();
        folder.Add("latin.jsonl", [.. """{"audio": "a.wav", "text": "h"""u8, 0xE4, .. "\"}\n"u8]).Add("utf16.jsonl", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}\n")).ToArray());
        Assert.That(folder.Error("latin.jsonl"), Does.Contain("latin.jsonl, line 1: the line is not UTF-8"));
        Assert.That(folder.Error("utf16.jsonl"), Does.Contain("is a text in UTF-16; save it in UTF-8"));
    }

    [Test]
    public void Read_Csv_FollowsRfc4180()
    {
        using DataFolder folder = new();
        folder.Add("x.csv", "path,sentence,client_id,age\r\na.wav,\"Yes, \"\"he\"\" said\nand went\",s1,\r\nb.wav,5\" disk,,twenties\r\n\"c.wav\",\"\",\"\",\"\"\r\n");
        IReadOnlyList<EvaluationClip> clips = folder.Clips("x.csv");
        Assert.That(clips.Select(clip => (clip.Id, clip.Reference, clip.Speaker)), Is.EqualTo(new[] { ("x/a", "Yes, \"he\" said\nand went", "s1"), ("x/b", "5\" disk", null), ("x/c", "", null) }));
        Assert.That((clips[0].Fields.Count, clips[1].Fields["age"]), Is.EqualTo((0, "twenties")));
    }

    [TestCase("path,text\na.wav,\"open\nb.wav,x\n", "line 2: a quoted cell begins here and does not end")]
    [TestCase("path,text\na.wav,\"x\"y\n", "line 2: there is 'y' behind the closing quote")]
    [TestCase("path,text\n\na.wav,x,y\n", "line 3: the line has 3 cells and the header has 2 (path, text)")]
    [TestCase("path;text\na.wav;x\n", "line 2: there is no recording; the line has path;text")]
    [TestCase("path,text,text\na.wav,x,y\n", "line 1: 'text' is there twice")]
    [TestCase("path,text\n", "holds no clips")]
    [TestCase("", "is empty; expected a header")]
    public void Read_WrongCsv_SaysWhere(string text, string expected)
    {
        using DataFolder folder = new();
        Assert.That(folder.Add("x.csv", text).Error("x.csv"), Does.Contain(expected));
    }

    [Test]
    public void Read_Tsv_TakesQuotesAsLetters()
    {
        using DataFolder folder = new();
        folder.Add("x.tsv", "file\ttext\na.wav\t\"Yes,\" he said\n");
        Assert.That(folder.Clips("x.tsv").Single().Reference, Is.EqualTo("\"Yes,\" he said"));
    }

    /// <summary>It fails by itself when it is heard, as every recording does that is none.</summary>
    [Test]
    public void Read_RecordingThatIsTheRoot_IsAClip()
    {
        using DataFolder folder = new();
        Assert.That(folder.Add("x.jsonl", """{"audio": "/", "text": "a"}""").Clips("x.jsonl").Single().AudioPath, Is.EqualTo(Path.GetFullPath("/")));
    }

    [Test]
    public void Read_ManyLines_AreReadAcrossBuffers()
    {
        using DataFolder folder = new();
        string longText = new('x', 300_000);
        folder.Add("x.jsonl", string.Concat(Enumerable.Range(0, 3000).Select(i => $$"""{"audio": "{{i}}.wav", "text": "{{(i == 1500 ? longText : $"text {i}")}}"}""" + "\n")));
        IReadOnlyList<EvaluationClip> clips = folder.Clips("x.jsonl");
        Assert.That(clips.Select(clip => clip.Reference), Is.EqualTo(Enumerable.Range(0, 3000).Select(i => i == 1500 ? longText : $"text {i}")));
    }
}

using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

public sealed class InputSearchTests
{
    private const string Manifest = """{"audio": "a.wav", "text": "x"}""";

    [Test]
    public void Read_RealSpeech_IsReadAsAWhole()
    {
        EvaluationInput input = EvaluationInput.Read(Shared.Path("speech"));
        Assert.That((input.Clips.Count, input.Clips.Select(clip => clip.Set).Distinct().Count()), Is.EqualTo((246, 18)));
        Assert.That(input.Notes, Is.Empty);
        Assert.That(input.Clips.Select(clip => clip.Id), Is.Unique.And.Contains("en_librispeech/1089-134686-0000").And.Contains("nonspeech/sherpa_01_cat"));
        Assert.That(input.Clips.Where(clip => !File.Exists(clip.AudioPath) || clip.Duration is null), Is.Empty);
        Assert.That(input.Clips.Where(clip => clip.Set == "nonspeech"), Has.All.Property(nameof(EvaluationClip.Reference)).Empty.And.All.Property(nameof(EvaluationClip.Language)).Null);
    }

    [Test]
    public void Read_FolderOfFolders_HasASetForEach()
    {
        using DataFolder folder = new();
        folder.Add("b/manifest.jsonl", Manifest).Add("a/deep/metadata.csv", "file_name,text\na.wav,x\n").Add("c/list.tsv", "audio\ttext\na.wav\tx\n").Add(".hidden/manifest.jsonl", Manifest).Add("README.md");
        EvaluationInput input = folder.Read("");
        Assert.That(input.Clips.Select(clip => clip.Id), Is.EqualTo(new[] { "deep/a", "b/a" }));
        Assert.That(input.Notes, Is.EqualTo(new[] { $"{folder["c"]}: holds no clips of a known kind and is left out." }));
    }

    [TestCase("x", null, "holds no clips of a known kind, nor do the folders in it. It holds deep/, a.txt, notes.md. Looked for jsonl: ")]
    [TestCase("x/a.txt", null, "is no list of clips of a known kind. Looked for jsonl: ")]
    [TestCase("x", "kaldi", "Looked for kaldi: a data folder of Kaldi (wav.scp and text).")]
    [TestCase("nowhere", null, "there is no such file or folder")]
    public void Read_Unknown_SaysWhatIsThereAndWhatWasLookedFor(string path, string? kind, string expected)
    {
        using DataFolder folder = new();
        folder.Add("x/notes.md").Add("x/a.txt").Add("x/deep/er/b.txt");
        Assert.That(folder.Error(path, kind), Does.StartWith(folder[path] + ": ").And.Contain(expected));
    }

    [Test]
    public void Read_KindThatIsAskedFor_IsNotFoundOutByLooking()
    {
        using DataFolder folder = new();
        folder.Add("list.txt", Manifest).Add("both/manifest.jsonl", Manifest).Add("both/b.wav").Add("both/b.txt", "y");
        Assert.That(folder.Clips("list.txt", "jsonl").Single().Id, Is.EqualTo("list/a"));
        Assert.That(folder.Clips("both").Single().Reference, Is.EqualTo("x"));
        Assert.That(folder.Clips("both", "text-files").Single().Reference, Is.EqualTo("y"));
        InvalidOptionException error = Assert.Throws<InvalidOptionException>(() => folder.Read("both", "yaml"));
        Assert.That(error.Message, Does.StartWith("Kind is 'yaml'; expected one of jsonl, lj, csv, common-voice, fleurs, tsv, kaldi, librispeech, text-files"));
    }
}

using Speech.Cli.Commands.Values;

namespace Speech.Sdk.Tests.Cli;

public sealed class HotwordListTests
{
    [TestCase("a", "a=2")]
    [TestCase("a, b c:3.5 ,d:-1", "a=2 b c=3.5 d=-1")]
    [TestCase("Star Wars: Andor", "Star Wars: Andor=2")]
    [TestCase("Star Wars: Andor: 4", "Star Wars: Andor=4")]
    [TestCase("a,a,a:2", "a=2", TestName = "AddList_SameTwice_Once")]
    [TestCase("a:", "a:=2")]
    public void AddList_Entries_TextAndWeight(string list, string expected)
    {
        HotwordList hotwords = new();
        hotwords.AddList(list);
        Assert.That(Text(hotwords), Is.EqualTo(expected));
    }

    [Test]
    public void AddFile_EveryLine_TextAndWeight()
    {
        using TemporaryFolder folder = new("words.txt");
        File.WriteAllText(folder["words.txt"], "\uFEFFÉlodie\r\n\r\nkubectl\t5\nAC: DC\t1\nNext: 4\n  #hash, tag  ");
        HotwordList hotwords = new();
        hotwords.AddList("kubectl:5");
        hotwords.AddFile(folder["words.txt"]);
        Assert.That(Text(hotwords), Is.EqualTo("kubectl=5 Élodie=2 AC: DC=1 Next=4 #hash, tag=2"));
    }

    [TestCase("ok\na:3,5", "line 2: 'a:3,5' was given; expected a text and")]
    [TestCase("ok\n\nb\tx", "line 3: 'b\tx' was given")]
    [TestCase("b\t", "line 1: 'b' was given", TestName = "AddFile_TabWithoutWeight_Error")]
    [TestCase("\t5", "line 1: '5' was given", TestName = "AddFile_WeightWithoutText_Error")]
    [TestCase("Runner: 2049", "line 1: 'Runner: 2049' was given; expected a text and, behind a tab or a colon, a weight from -100 to 100")]
    [TestCase("a:1\nb\na:2", "line 3: 'a' has another weight in")]
    [TestCase("\n \n", "the file is empty")]
    public void AddFile_LineThatCannotBe_NamesFileAndLine(string content, string expected)
    {
        using TemporaryFolder folder = new("words.txt");
        File.WriteAllText(folder["words.txt"], content);
        var error = Assert.Throws<InvalidOptionException>(() => new HotwordList().AddFile(folder["words.txt"]));
        Assert.That(error!.Message, Does.Contain(folder["words.txt"]).And.Contain(expected));
    }

    [Test]
    public void AddFile_NotUtf8_SaysSo()
    {
        using TemporaryFolder folder = new("words.txt");
        File.WriteAllBytes(folder["words.txt"], [0x61, 0xE9, 0x0A]);
        Assert.That(() => new HotwordList().AddFile(folder["words.txt"]), Throws.TypeOf<SpeechException>().With.Message.Contains("save it as UTF-8"));
    }

    [Test]
    public async Task Run_FileMissing_OneLineAndTwo()
    {
        using TemporaryFolder folder = new("a.wav");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--hotwords-file", folder["no.txt"]), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"error: --hotwords-file {folder["no.txt"]}: cannot be read"));
    }

    [Test]
    public async Task Run_ListAndFile_ReachTheRecognizer()
    {
        using TemporaryFolder folder = new("a.wav", "words.txt");
        File.WriteAllText(folder["words.txt"], "b\t7\n");
        IReadOnlyList<Hotword> heard = [];
        CliRun run = new()
        {
            Recognizer = new() { Answer = (name, options, _) => { heard = options.Hotwords; return Task.FromResult(FakeRecognizer.Hello(name)); } },
        };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--hotwords", "a:1", "--hotwords-file", folder["words.txt"]), Is.Zero);
        Assert.That(heard, Is.EqualTo(new Hotword[] { new("a", 1), new("b", 7) }));
    }

    private static string Text(HotwordList hotwords) => string.Join(' ', hotwords.All.Select(hotword => $"{hotword.Text}={hotword.Weight}"));
}

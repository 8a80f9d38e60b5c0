using System.Diagnostics;
using Speech.Sdk.Benchmarks.Comparison;

namespace Speech.Sdk.Tests.Benchmarks;

/// <summary>Commands of engines as templates.</summary>
public sealed class EngineTests
{
    [TestCase("ours=speech -q {files}", "ours", EngineOutput.Tsv)]
    [TestCase("ours=speech -q {file}", "ours", EngineOutput.Text)]
    [TestCase("ours:jsonl=speech -q -f jsonl {files}", "ours", EngineOutput.Jsonl)]
    [TestCase("peer:q8:TSV=peer {file}", "peer:q8", EngineOutput.Tsv)]
    [TestCase("peer:q8=peer --name=x {file}", "peer:q8", EngineOutput.Text)]
    public void Parse_NameAndOutput(string text, string name, object output)
    {
        Engine engine = Engine.Parse(text);
        Assert.Multiple(() =>
        {
            Assert.That(engine.Name, Is.EqualTo(name));
            Assert.That(engine.Output, Is.EqualTo(output));
        });
    }

    [TestCase("a=p -l {language} -t {threads} {files}", "p", "-l|de|-t|3|/x/a b.wav|/x/c.wav")]
    [TestCase("a=p --threads={threads} \"two words\" -f={file}", "p", "--threads=3|two words|-f=/x/a b.wav")]
    public void Command_PlaceholdersAreFilled(string text, string program, string arguments)
    {
        ProcessStartInfo start = Engine.Parse(text).Command(["/x/a b.wav", "/x/c.wav"], "de", 3);
        Assert.Multiple(() =>
        {
            Assert.That(start.FileName, Is.EqualTo(program));
            Assert.That(string.Join('|', start.ArgumentList), Is.EqualTo(arguments));
        });
    }

    [TestCase("speech {file}", "is no engine; expected NAME=COMMAND")]
    [TestCase("ours=", "is no engine; expected NAME=COMMAND")]
    [TestCase("ours=speech", "holds neither {file} and {files}")]
    [TestCase("ours=speech {file} {files}", "holds both {file} and {files}")]
    [TestCase("ours=speech --in={files}", "expected it to be one by itself")]
    [TestCase("ours=speech {file} {model}", "{model} is no placeholder")]
    [TestCase("ours:text=speech {files}", "expected ours:tsv, ours:jsonl or {file}")]
    public void Parse_NoEngine_SaysWhatIsExpected(string text, string expected) =>
        Assert.That(() => Engine.Parse(text), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected));
}

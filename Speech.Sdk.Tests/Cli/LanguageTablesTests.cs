using System.Text.Json.Nodes;
using Speech.Cli.Inputs;
using Speech.Cli.Output;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

public sealed class LanguageTablesTests
{
    private static readonly SpokenLanguages Example = new()
    {
        Spans =
        [
            new(TimeSpan.Zero, TimeSpan.FromSeconds(30), [new("en", 0.9), new("de", 0.05), new("nl", 0.03), new("cy", 0.015), new("la", 0.005)]),
            new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3723.4567), [new("haw", 1)]),
        ],
        Languages = [new("haw", 0.99), new("en", 0.01)],
        Duration = TimeSpan.FromSeconds(3723.4567),
        Model = "fake",
        ExecutionProvider = ExecutionProvider.Cuda,
        Warnings = ["the end was cut off"],
    };

    [Test]
    public void Txt_SpansUnderTheirNames() => Assert.That(Write("txt"), Is.EqualTo(
        """
        start         end           language  probability  else
        00:00:00.000  00:00:30.000  en        0.900        de 0.050, nl 0.030, cy 0.015
        00:00:30.000  01:02:03.457  haw       1.000

        """.ReplaceLineEndings("\n")));

    [Test]
    public void Csv_ARowASpan() => Assert.That(Write("csv"), Is.EqualTo(
        """
        file,start,end,language,probability,second,second_probability
        a.wav,0.000,30.000,en,0.900000,de,0.050000
        a.wav,30.000,3723.457,haw,1.000000,,

        """.ReplaceLineEndings("\n")));

    [TestCase("json")]
    [TestCase("jsonl")]
    public void Json_HoldsEverything(string format)
    {
        string text = Write(format);
        JsonNode json = JsonNode.Parse(text)!;
        Assert.That(text.Count(letter => letter == '\n'), format == "jsonl" ? Is.EqualTo(1) : Is.GreaterThan(10));
        Assert.That(((string)json["file"]!, (double)json["duration"]!, (double)json["languages"]!["haw"]!), Is.EqualTo(("a.wav", 3723.457, 0.99)));
        Assert.That(((double)json["spans"]![1]!["start"]!, (string)json["spans"]![1]!["language"]!, (double)json["spans"]![0]!["languages"]!["la"]!), Is.EqualTo((30d, "haw", 0.005)));
        Assert.That(((string)json["diagnostics"]!["executionProvider"]!, (string)json["diagnostics"]!["warnings"]![0]!), Is.EqualTo(("cuda", "the end was cut off")));
    }

    private static string Write(string format)
    {
        using StringWriter output = new() { NewLine = "\n" };
        LanguageTables.Find(format).Write(output, new InputFile("a.wav"), Example, first: true, alone: true);
        return output.ToString();
    }
}

using System.Text.Json.Nodes;
using CsCheck;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Tests.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Lists of clips: what is written into one is read from it, and a value that is none is refused with its line.</summary>
public sealed class ListPropertyTests
{
    private static readonly string[] Fields =
        ["id", "audio", "audio_filepath", "text", "reference", "lang", "locale", "speaker", "snr_db", "duration", "offset", "audio.path", "TEXT", "noise"];

    private static readonly Gen<(string Id, string Path, string Text)[]> Clips =
        Gen.Select(Arbitrary.Word, Arbitrary.Word, Arbitrary.Text).Array[1, 6].Select(clips => clips.DistinctBy(clip => clip.Item1).ToArray());

    private DataFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new DataFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void JsonLines_AnyClips_AreReadBack() => Property.Holds(
        Clips,
        clips =>
        {
            _folder.Add("x.jsonl", string.Concat(clips.Select(clip => new JsonObject { ["id"] = clip.Id, ["audio"] = clip.Path, ["text"] = clip.Text }.ToJsonString() + "\n")));
            AssertRead("x.jsonl", clips, text => text);
        },
        times: 200);

    [Test]
    public void Csv_AnyClips_AreReadBack() => Property.Holds(
        Clips,
        clips =>
        {
            _folder.Add("x.csv", "id,audio,text\r\n" + string.Concat(clips.Select(clip => string.Join(',', Quoted(clip.Id), Quoted(clip.Path), Quoted(clip.Text)) + "\r\n")));
            AssertRead("x.csv", clips, text => text.Replace("\r\n", "\n", StringComparison.Ordinal));
        },
        times: 200);

    [Test]
    public void Tsv_AnyClips_AreReadBack() => Property.Holds(
        Clips,
        clips =>
        {
            _folder.Add("x.tsv", "id\taudio\ttext\tlast\n" + string.Concat(clips.Select(clip => $"{clip.Id}\t{clip.Path}\t{OneCell(clip.Text)}\t-\n")));
            AssertRead("x.tsv", clips, OneCell);
        },
        times: 200);

    [Test]
    public void Kaldi_AnyClips_AreReadBack() => Property.Holds(
        // What ends in a bar is a command.
        Clips.Where(clips => clips.All(clip => !clip.Path.EndsWith('|') && !clip.Path.Contains(".ark:", StringComparison.Ordinal))),
        clips =>
        {
            _folder.Add("x/text", string.Concat(clips.Select(clip => $"{clip.Id} {OneCell(clip.Text)}\n"))).Add("x/wav.scp", string.Concat(clips.Select(clip => $"{clip.Id}\t x/{clip.Path}\n")));
            IReadOnlyList<EvaluationClip> read = _folder.Clips("x");
            Assert.That(read.Select(clip => (clip.Id, clip.Reference)), Is.EqualTo(clips.Select(clip => ("x/" + clip.Id, OneCell(clip.Text).Trim()))));
            Assert.That(read.Select(clip => clip.AudioPath), Is.EqualTo(clips.Select(clip => Resolved("x/x/" + clip.Path))));
        },
        times: 200);

    [Test]
    public void JsonLines_AnyValues_AreClipsOrRefusedWithTheirLine() => Property.HoldsOfBoth(
        Gen.Select(Gen.Select(Gen.OneOf<string>(Fields), Arbitrary.Json).Array[0, 4], Gen.OneOf<string>(["/", ".", "..", "a.wav", "/a.wav", "\\", "a/../..", "~", "C:\\a.wav", "a.wav/"])),
        given =>
        {
            ((string Name, JsonNode? Value)[] values, string audio) = given;
            JsonObject line = new() { ["audio"] = audio, ["text"] = "a" };
            foreach ((string name, JsonNode? value) in values)
                line[name] = value?.DeepClone();
            _folder.Add("x.jsonl", "\n" + line.ToJsonString());
            string? refused = null;
            bool read = DamagedFiles.AssertHarmless("list", () =>
            {
                try
                {
                    EvaluationInput.Read(_folder["x.jsonl"]);
                }
                catch (SpeechException exception)
                {
                    refused = exception.Message;
                    throw;
                }
            });
            Assert.That(refused, Is.Null.Or.StartsWith($"{_folder["x.jsonl"]}, line 2: "));
            return read;
        },
        times: 400,
        least: 0.1,
        print: given => $"{given.Item2} {string.Join(", ", given.Item1.Select(value => $"{value.Item1}: {value.Item2?.ToJsonString()}"))}");

    [Test]
    public void Lists_AnyPunctuation_IsClipsOrRefused() => Property.Holds(
        Gen.Select(
            Gen.OneOf<(string, string)>([("x.csv", "audio,text\n"), ("x.tsv", "audio\ttext\n"), ("x.jsonl", ""), ("x.jsonl", "{\"audio\":\"a\",\"text\":\"b\"")]),
            Gen.OneOf<string>(["\"", "\"", "\"\"", ",", ",", "\n", "\r\n", "\t", "a", " ", "{", "}", ":", "[", "]", "\\", "\\u", "\\ud800", "1e5", "null"]).Array[0, 12]),
        given => _ = DamagedFiles.AssertHarmless("list", () => EvaluationInput.Read(_folder.Add(given.Item1.Item1, given.Item1.Item2 + string.Concat(given.Item2))[given.Item1.Item1])),
        times: 500);

    private void AssertRead(string file, (string Id, string Path, string Text)[] clips, Func<string, string> asWritten) => Assert.That(
        _folder.Clips(file).Select(clip => (clip.Id, clip.AudioPath, clip.Reference)), Is.EqualTo(clips.Select(clip => ("x/" + clip.Id, Resolved(clip.Path), asWritten(clip.Text)))));

    private string Resolved(string path) => Path.GetFullPath(Path.Combine(_folder.Root, path.Replace('\\', '/')));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string OneCell(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');
}

using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.Tokens.SentencePiece;

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>Files that are damaged or hold what is not read: one clear error that names the file, never a crash.</summary>
public sealed class ModelFileTests
{
    private static IEnumerable<TestCaseData> BrokenModels()
    {
        ModelWriter whole = TinyModels.UnigramBytes;
        (string Text, float Score, PieceKind Kind) word = ("word", -1, PieceKind.Normal);
        TestCaseData Case(string name, byte[] file, string says) => new TestCaseData(file, says).SetArgDisplayNames(name);
        yield return Case("empty", [], "no pieces");
        yield return Case("text", "tokenizer"u8.ToArray(), "cannot be read");
        yield return Case("cut off", whole.Write()[..^3], "ends inside field");
        yield return Case("endless number", [0x0A, .. Enumerable.Repeat((byte)0xFF, 30)], "more than ten bytes");
        yield return Case("length beyond the end", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0], "bytes are there");
        yield return Case("field of another kind", [0x08, 0x01], "expected 2");
        yield return Case("group", [0x0B], "unknown kind");
        yield return Case("no unknown", (whole with { Pieces = [word], ByteFallback = false }).Write(), "no piece for characters");
        yield return Case("two unknown", (whole with { Pieces = [.. whole.Pieces, ("<u>", 0, PieceKind.Unknown)] }).Write(), "both stand for the unknown");
        yield return Case("byte missing", (whole with { Pieces = [.. whole.Pieces.Where(piece => piece.Text != "<0x41>")] }).Write(), "1 of the 256 bytes");
        yield return Case("bytes without fallback", (whole with { ByteFallback = false }).Write(), "is a byte in a model that has none");
        yield return Case("no byte", (whole with { Pieces = [.. whole.Pieces, ("<0x4G>", 0, PieceKind.Byte)] }).Write(), "or no byte");
        yield return Case("equal pieces", (whole with { Pieces = [.. whole.Pieces, word, word] }).Write(), "are the same: 'word'");
        yield return Case("empty piece", (whole with { Pieces = [.. whole.Pieces, ("", 0, PieceKind.Normal)] }).Write(), "has 0 bytes");
        yield return Case("kind 9", (whole with { Pieces = [.. whole.Pieces, ("q", 0, (PieceKind)9)] }).Write(), "unknown kind 9");
        yield return Case("score", (whole with { Pieces = [.. whole.Pieces, ("q", float.NaN, PieceKind.Normal)] }).Write(), "not a number");
        yield return Case("rules cut off", (whole with { CharacterRules = [9, 0, 0, 0, 1] }).Write(), "rules for characters are cut off");
        yield return Case("word model", (whole with { Type = 3 }).Write(), "of type 3");
        yield return Case("space behind", (whole with { SpaceBehindWords = true }).Write(), "treat_whitespace_as_suffix");
        yield return Case("denormalizer", (whole with { DenormalizerRules = [1] }).Write(), "denormalizer_spec");
    }

    private static IEnumerable<TestCaseData> BrokenJson()
    {
        TestCaseData Case(string name, string says, Action<JsonObject> change, JsonObject? from = null)
        {
            JsonObject json = (from ?? TinyJson.First).DeepClone().AsObject();
            change(json);
            return new TestCaseData(json.ToJsonString(), says).SetArgDisplayNames(name);
        }

        JsonNode Type(string type) => new JsonObject { ["type"] = type };
        yield return new TestCaseData("{", "cannot be read").SetArgDisplayNames("cut off");
        yield return new TestCaseData("[]", "expected an object").SetArgDisplayNames("array");
        yield return new TestCaseData(new string('[', 5000), "cannot be read").SetArgDisplayNames("deep");
        yield return Case("no model", "no model", json => json.Remove("model"));
        yield return Case("word level", "WordLevel", json => json["model"]!["type"] = "WordLevel");
        yield return Case("no vocabulary", "no vocabulary", json => json["model"]!["vocab"] = null);
        yield return Case("id", "no id", json => json["model"]!["vocab"]!["▁"] = 1 << 30);
        yield return Case("far id", "greatest id", json => json["model"]!["vocab"]!["▁"] = 1 << 20);
        yield return Case("id twice", "two entries", json => json["model"]!["vocab"]!["▁"] = 4);
        yield return Case("merge", "no pair of pieces", json => json["model"]!["merges"]!.AsArray().Add("a q"));
        yield return Case("dropout", "dropout", json => json["model"]!["dropout"] = 0.1);
        yield return Case("no unknown", "the unknown", json => json["model"]!["unk_token"] = "<nothing>");
        yield return Case("flag", "true or false", json => json["model"]!["byte_fallback"] = "yes");
        yield return Case("lowercase", "Lowercase", json => json["normalizer"] = Type("Lowercase"));
        yield return Case("pattern", "pattern", json => json["normalizer"] = JsonNode.Parse("""{"type":"Replace","pattern":{"Regex":"(a+)+$"},"content":""}"""));
        yield return Case("rules", "cannot be read", json => json["normalizer"] = JsonNode.Parse("""{"type":"Precompiled","precompiled_charsmap":"*"}"""));
        yield return Case("byte level", "ByteLevel", json => json["pre_tokenizer"] = Type("ByteLevel"));
        yield return Case("space symbol", "writes spaces as '_'", json => json["pre_tokenizer"]!["replacement"] = "_");
        yield return Case("scheme", "prepend_scheme", json => json["pre_tokenizer"]!["prepend_scheme"] = "often");
        yield return Case("no decoder", "no decoder", json => json["decoder"] = null);
        yield return Case("decoder", "WordPiece", json => json["decoder"] = Type("WordPiece"));
        yield return Case("added token", "single_word", json => json["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id":400,"content":"x","lstrip":true}""")));
        yield return Case("added without id", "no id", json => json["added_tokens"]!.AsArray().Add(new JsonObject { ["content"] = "x" }));
        yield return Case("score", "no text with a score", json => json["model"]!["vocab"]!.AsArray().Add(new JsonArray("x", "y")), TinyJson.Split);
        yield return Case("half a pair", "cannot be read", json => json["model"]!["unk_token"] = "HALF");
    }

    [TestCaseSource(nameof(BrokenModels))]
    public void Load_BrokenModel_SaysSo(byte[] file, string says) => Check("tokenizer.model", file, says);

    [TestCaseSource(nameof(BrokenJson))]
    public void Load_BrokenJson_SaysSo(string file, string says) =>
        Check("tokenizer.json", Encoding.UTF8.GetBytes(file.Replace("\"HALF\"", "\"\\uD83D\"", StringComparison.Ordinal)), says);

    [Test]
    public void Load_UnicodeFormInAProcessWithoutItsData_SaysSo()
    {
        if ("é".Normalize(NormalizationForm.FormD).Length == 2)
            Assert.Ignore("This process has the data.");
        JsonObject json = TinyJson.First.DeepClone().AsObject();
        json["normalizer"] = new JsonObject { ["type"] = "NFKC" };
        Check("tokenizer.json", Encoding.UTF8.GetBytes(json.ToJsonString()), "InvariantGlobalization");
    }

    [Test]
    public void Load_NoFile_SaysSo() =>
        Assert.That(() => SentencePieceTokenizer.Load("/nowhere/tokenizer.model"), Throws.InstanceOf<ModelFolderException>().With.Message.Contains("/nowhere/tokenizer.model"));

    [Test]
    public void Find_Folder_PrefersTheNamedFile()
    {
        using TemporaryFolder folder = new();
        Assert.That(() => SentencePieceFiles.Find(folder.Path), Throws.InstanceOf<ModelFolderException>().With.Message.Contains("tokenizer.model or tokenizer.json"));
        folder.Write("own.model", "");
        Assert.That(SentencePieceFiles.Find(folder.Path), Is.EqualTo(folder.File("own.model")));
        folder.Write("tokenizer.json", "");
        Assert.That(SentencePieceFiles.Find(folder.Path), Is.EqualTo(folder.File("tokenizer.json")));
        Assert.That(SentencePieceFiles.Find(folder.Path, "own.model"), Is.EqualTo(folder.File("own.model")));
        Assert.That(() => SentencePieceFiles.Find(folder.Path, "other.model"), Throws.InstanceOf<ModelFolderException>().With.Message.Contains("other.model"));
    }

    /// <summary>Bytes changed, cut out, put in and repeated: read or refused, and what is read encodes and decodes without harm.</summary>
    [Test]
    public void Load_DamagedFiles_NeverCrashes([Values(".model", ".json")] string extension, [Range(0, 7)] int seed)
    {
        Random random = new(seed);
        byte[][] files = extension == ".json"
            ? [.. TinyJson.All.Values.Select(json => Encoding.UTF8.GetBytes(json.ToJsonString()))]
            : [.. TinyModels.All.Values.Select(model => model.Write())];
        using TemporaryFolder folder = new();
        string path = folder.File("tokenizer" + extension);
        int read = 0;
        for (int round = 0; round < 60; round++)
        {
            List<byte> file = [.. files[random.Next(files.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
                Damage(file, random);
            File.WriteAllBytes(path, [.. file]);
            try
            {
                SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(path);
                int[] ids = tokenizer.Encode("the other sheer\t 日日本 é😀 <sep> E");
                Assert.That(tokenizer.Decode(ids), Is.Not.Null);
                Assert.That(ids, Has.All.InRange(0, tokenizer.Count - 1));
                read++;
            }
            catch (ModelFolderException error)
            {
                Assert.That(error.Message, Does.StartWith(path));
            }
        }

        Assert.That(read, Is.LessThan(60));
    }

    private static void Damage(List<byte> file, Random random)
    {
        int place = random.Next(file.Count);
        int length = Math.Min(random.Next(1, 9), file.Count - place);
        switch (random.Next(4))
        {
            case 0:
                file[place] = (byte)random.Next(256);
                break;
            case 1:
                file.RemoveRange(place, length);
                break;
            case 2:
                file.InsertRange(place, file.GetRange(place, length));
                break;
            default:
                file[place] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    private static void Check(string name, byte[] file, string says)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File(name), file);
        Assert.That(() => SentencePieceTokenizer.Load(folder.File(name)),
            Throws.InstanceOf<ModelFolderException>().With.Message.StartsWith(folder.File(name)).And.Message.Contains(says));
    }
}

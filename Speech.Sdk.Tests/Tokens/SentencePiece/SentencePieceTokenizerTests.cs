using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tokens;
using Speech.Sdk.Tokens.SentencePiece;

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>Texts to ids and back, as the sentencepiece and tokenizers libraries recorded them.</summary>
public sealed class SentencePieceTokenizerTests
{
    private static IEnumerable<string> Models => TinyModels.All.Keys.Concat(TinyJson.All.Keys);

    [TestCaseSource(nameof(Models))]
    public void Encode_RecordedTexts_GivesTheirIds(string model)
    {
        SentencePieceTokenizer tokenizer = Load(model);
        var records = LibraryRecords.Encoded.Concat(JsonRecords.Encoded).Where(record => record.Model == model).ToArray();
        Assert.That(records, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach ((_, string text, int[] ids) in records)
                Assert.That(tokenizer.Encode(text), Is.EqualTo(ids), $"'{text}'");
        });
    }

    [TestCaseSource(nameof(Models))]
    public void Decode_RecordedIds_GivesTheirTexts(string model)
    {
        SentencePieceTokenizer tokenizer = Load(model);
        var records = LibraryRecords.Decoded.Concat(JsonRecords.Decoded).Where(record => record.Model == model).ToArray();
        Assert.That(records, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach ((_, int[] ids, string text) in records)
                Assert.That(tokenizer.Decode(ids), Is.EqualTo(text), string.Join(' ', ids));
        });
    }

    [Test]
    public void Encode_AnyText_IsDecodedAgain([Values("unigram with bytes", "merges with bytes", "spaces kept", "space before", "first", "kept")] string model)
    {
        SentencePieceTokenizer tokenizer = Load(model);
        foreach (string text in (string[])["the", "x y z", "日本 語 😀", "tab\tand\nline", "a\0b", "\u200D\uFEFF", "<s>x</s>"])
            Assert.That(tokenizer.Decode(tokenizer.Encode(text)), Is.EqualTo(text));
    }

    [Test]
    public void Encode_LongTextWithoutSpaces_IsQuickEnoughToEnd([Values("unigram with bytes", "merges with bytes")] string model)
    {
        string text = string.Concat(Enumerable.Repeat("thether", 4000));
        Assert.That(Load(model).Decode(Load(model).Encode(text)), Is.EqualTo(text));
    }

    [Test]
    public void Encode_HalfOfASurrogatePair_IsTheReplacementCharacter() =>
        Assert.That(Load("unigram with bytes").Encode("\uD83D"), Is.EqualTo(Load("unigram with bytes").Encode("\uFFFD")));

    [TestCaseSource(nameof(Models))]
    public void Append_IdById_GivesTheTextOfTheRun(string model)
    {
        SentencePieceTokenizer tokenizer = Load(model);
        Random random = new(7);
        int[] ids = [.. Enumerable.Range(0, tokenizer.Count).Where(tokenizer.Contains)];
        for (int round = 0; round < 50; round++)
        {
            // Cuts valid characters as well, where the model has bytes: "é😀" in pieces of one byte.
            int[] run = [.. Enumerable.Range(0, 8).SelectMany(_ => random.Next(3) == 0 ? tokenizer.Encode("x😀é") : [ids[random.Next(ids.Length)]])];
            PieceDecoder decoder = new(tokenizer);
            StringBuilder text = new();
            foreach (int id in run)
                text.Append(decoder.Append(id));
            Assert.That(text.Append(decoder.Flush()).ToString(), Is.EqualTo(tokenizer.Decode(run)), string.Join(' ', run));
        }
    }

    [Test]
    public void Append_CharacterInBytes_ComesWithItsLastByte()
    {
        SentencePieceTokenizer tokenizer = Load("unigram with bytes");
        PieceDecoder decoder = new(tokenizer);
        string[] texts = [.. new[] { "<0xF0>", "<0x9F>", "<0x98>", "<0x80>", "<0xC3>", "▁the" }.Select(piece => decoder.Append(tokenizer.Find(piece)))];
        Assert.That(texts, Is.EqualTo(new[] { "", "", "", "😀", "", "\uFFFD the" }));
        Assert.That(decoder.Flush(), Is.Empty);
    }

    [Test]
    public void Bytes_OfEachPiece_AreWhatItStandsFor()
    {
        ITokenizer tokenizer = Load("unigram with bytes");
        Assert.Multiple(() =>
        {
            Assert.That(tokenizer.Count, Is.EqualTo(283));
            Assert.That(tokenizer.Bytes(0).ToArray(), Is.EqualTo(" \u2047 "u8.ToArray()));
            Assert.That(tokenizer.Bytes(1).ToArray(), Is.Empty);
            Assert.That(tokenizer.Bytes(4 + 0xC3).ToArray(), Is.EqualTo(new byte[] { 0xC3 }));
            Assert.That(tokenizer.Bytes(261).ToArray(), Is.EqualTo(" the"u8.ToArray()));
            Assert.That(() => tokenizer.Bytes(283).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => tokenizer.Decode([-1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [TestCase("tokenizer.json")]
    [TestCase("tokenizer.model")]
    public void EncodeAndDecode_KyutaiGoldens_AreTheirs(string file)
    {
        JsonNode goldens = Shared.Json("fixtures/kyutai/stt-trfs/golden.json");
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(Shared.Path($"fixtures/kyutai/stt-trfs/{file}"));
        bool isJson = file.EndsWith(".json", StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            foreach (JsonNode? entry in goldens["tokenizer"]!["texts"]!.AsArray())
            {
                // The .model removes extra spaces, which the tokenizer.json made of it keeps.
                string text = (string)entry!["text"]!;
                int[] ids = [.. entry["ids"]!.AsArray().Select(id => (int)id!)];
                if (isJson || !text.Contains("  ", StringComparison.Ordinal))
                    Assert.That(tokenizer.Encode(text), Is.EqualTo(ids), text);
                if (isJson || !text.StartsWith(' '))
                    Assert.That(tokenizer.Decode(ids), Is.EqualTo((string)entry["decoded"]!), text);
            }

            foreach (JsonNode? entry in goldens["tokenizer"]!["decode_examples"]!.AsArray())
            {
                int[] ids = [.. entry!["ids"]!.AsArray().Select(id => (int)id!).Where(tokenizer.Contains)];
                Assert.That(tokenizer.Decode([.. ids.Where(id => id > 3)]), Is.EqualTo((string)entry["skip_special"]!));
                if (isJson)
                    Assert.That(tokenizer.Decode(ids), Is.EqualTo((string)entry["keep_special"]!));
            }
        });
    }

    [Test]
    public void Decode_KyutaiRuns_GivesTheirTexts()
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(Shared.Path("fixtures/kyutai/stt-trfs/tokenizer.json"));
        JsonNode goldens = Shared.Json("fixtures/kyutai/stt-trfs/golden.json");
        GoldenTensors tensors = Shared.Tensors("fixtures/kyutai/stt-trfs/golden.safetensors");
        int compared = 0;
        foreach (JsonNode? run in goldens["generate"]!.AsArray())
        {
            string name = (string)run!["name"]! + ".sequences";
            JsonArray texts = run["texts"]!.AsArray();
            long[] ids = tensors.Longs(name);
            int length = tensors.Shape(name)[^1];
            for (int row = 0; row < texts.Count; row++, compared++)
            {
                int[] text = [.. ids.Skip(row * length).Take(length).Where(id => id > 3 && id < tokenizer.Count).Select(id => (int)id)];
                Assert.That(tokenizer.Decode(text), Is.EqualTo((string)texts[row]!), $"{name} row {row}");
            }
        }

        Assert.That(compared, Is.GreaterThan(5));
    }

    private static SentencePieceTokenizer Load(string model)
    {
        using TemporaryFolder folder = new();
        if (TinyJson.All.TryGetValue(model, out JsonObject? json))
        {
            folder.Write("tokenizer.json", json.ToJsonString());
            return SentencePieceTokenizer.Load(folder.File("tokenizer.json"));
        }

        File.WriteAllBytes(folder.File("tokenizer.model"), TinyModels.All[model].Write());
        return SentencePieceTokenizer.Load(folder.File("tokenizer.model"));
    }
}

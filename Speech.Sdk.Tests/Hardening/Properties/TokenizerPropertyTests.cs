using System.Text;
using CsCheck;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Tokens.SentencePiece;
using Speech.Sdk.Tokens;
using Speech.Sdk.Tokens.SentencePiece;
using TemporaryFolder = Speech.Sdk.Tests.Tokens.TemporaryFolder;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Any text comes back from its tokens, and any tokens give the same text at once and one by one.</summary>
public sealed class TokenizerPropertyTests
{
    private static readonly WhisperTokenizer Whisper = WhisperTokenizer.Load(Repository.Path("models/whisper-base"));

    // Pieces of characters are rare among all tokens.
    private static readonly Gen<int[]> Ids = Gen.OneOf<int>(Gen.Int[0, Whisper.Count - 1], Gen.Int[0, 255]).Array[0, 40];

    [Test]
    public void Whisper_AnyText_ComesBack() => Property.Holds(
        Arbitrary.BrokenText,
        text => Assert.That(Whisper.Decode(Whisper.Encode(text)), Is.EqualTo(Arbitrary.WellFormed(text))),
        times: 1000);

    [Test]
    public void Whisper_AnyTokens_GiveTheSameTextOneByOne() => Property.Holds(
        Ids,
        ids =>
        {
            IncrementalDecoder decoder = new(Whisper);
            string parts = string.Concat(ids.Select(decoder.Append)) + decoder.Flush();
            Assert.That(parts, Is.EqualTo(Whisper.Decode(ids)));
            Assert.That(parts, Is.EqualTo(Encoding.UTF8.GetString([.. ids.SelectMany(id => Whisper.Bytes(id).ToArray())])));
        },
        times: 500);

    [Test]
    public void Whisper_AnyTokens_AreCutIntoWordsThatMakeTheText() => Property.Holds(
        Gen.Select(Ids, Gen.OneOf<string>(["en", "ja"])),
        given =>
        {
            List<WordSpan> words = WordSplitter.Split(Whisper, given.Item1, given.Item2);
            int next = 0;
            foreach (WordSpan word in words)
            {
                Assert.That((word.Start, word.Text), Is.EqualTo((next, Whisper.Decode(given.Item1.AsSpan(word.Start, word.Length)))));
                Assert.That(word.Length, Is.GreaterThan(0));
                next += word.Length;
            }

            Assert.That(next, Is.EqualTo(given.Item1.Length));
        },
        times: 300);

    [Test]
    public void SentencePiece_ThatKeepsSpaces_GivesAnyTextBack()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("tokenizer.model"), TinyModels.SpacesKept.Write());
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(folder.File("tokenizer.model"));
        // The mark that spaces become is a space again.
        Property.Holds(
            Gen.Select(Arbitrary.BrokenText, Gen.OneOf<string>(["", " ", "  ", " the her", "the  ", "日本é a"]), (text, more) => more + text + more),
            text => Assert.That(tokenizer.Decode(tokenizer.Encode(text)), Is.EqualTo(Arbitrary.WellFormed(text).Replace('\u2581', ' '))),
            times: 500);
    }

    [Test]
    public void SentencePiece_AnyTokens_GiveTheSameTextOneByOneThoughSavedBetween()
    {
        using TemporaryFolder folder = new();
        foreach ((string name, ModelWriter model) in TinyModels.All)
        {
            File.WriteAllBytes(folder.File("tokenizer.model"), model.Write());
            SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(folder.File("tokenizer.model"));
            Property.Holds(
                Gen.Select(Gen.Int[0, tokenizer.Count - 1].Array[0, 20], Gen.Int[0, 20]),
                given =>
                {
                    (int[] ids, int cut) = given;
                    PieceDecoder decoder = new(tokenizer);
                    string text = "";
                    for (int i = 0; i < ids.Length; i++)
                    {
                        if (i == cut)
                            decoder = Saved(decoder, tokenizer);
                        text += decoder.Append(ids[i]);
                    }

                    Assert.That(text + decoder.Flush(), Is.EqualTo(tokenizer.Decode(ids)), name);
                },
                times: 50);
        }
    }

    private static PieceDecoder Saved(PieceDecoder decoder, SentencePieceTokenizer tokenizer)
    {
        MemoryStream state = new();
        decoder.Save(new BinaryWriter(state));
        state.Position = 0;
        PieceDecoder restored = new(tokenizer);
        restored.Restore(new BinaryReader(state));
        return restored;
    }
}

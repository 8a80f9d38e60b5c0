using Microsoft.ML.Tokenizers;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;
using OurSentencePiece = Speech.Sdk.Tokens.SentencePiece.SentencePieceTokenizer;

namespace Speech.Sdk.Tests.Tokens;

/// <summary>Texts to ids and back as Microsoft.ML.Tokenizers, an implementation independent of this one, does it with the same files.</summary>
public sealed class OtherLibraryTests
{
    // GPT-2's, which Whisper's vocabularies were learnt with.
    private const string Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly string[] Texts =
    [
        "", "Hello", " Hello, world!", "Printing, in the only sense with which we are at present concerned,", "It's we'll they've I'd", "tabs\tand\n\nlines  and   spaces ",
        "1234567890 3.14 1e-9", "Äpfel, Übermut und Straße", "Ça va, où êtes-vous ? Là-bas.", "Привет, как дела?", "日本語の文章です。", "你好，世界", "안녕하세요", "مرحبا بالعالم",
        "नमस्ते दुनिया", "ไทย", "👋🏽 family 👨‍👩‍👧", "a\u0301e\u0301", "zero\u200Bwidth", "MiXeD CaSe_with_underscores-and-dashes", "http://example.org/?q=a+b&c=d", "…—“quotes”",
    ];

    [Test]
    public void Whisper_BytePairs_AreTheOtherLibrarys()
    {
        string folder = Repository.Path("models/whisper-base");
        WhisperTokenizer ours = WhisperTokenizer.Load(folder);
        BpeTokenizer theirs = BpeTokenizer.Create(new BpeOptions(Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"))
        {
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(new System.Text.RegularExpressions.Regex(Words), specialTokens: null),
        });
        Assert.Multiple(() =>
        {
            foreach (string text in Texts)
            {
                IReadOnlyList<int> ids = theirs.EncodeToIds(text);
                Assert.That(ours.Encode(text), Is.EqualTo(ids), text);
                Assert.That(ours.Decode([.. ids]), Is.EqualTo(theirs.Decode(ids)), text);
            }
        });
    }

    [Test]
    public void Kyutai_SentencePieces_AreTheOtherLibrarys()
    {
        string file = Shared.Path("fixtures/kyutai/stt-trfs/tokenizer.model");
        OurSentencePiece ours = OurSentencePiece.Load(file);
        using FileStream model = File.OpenRead(file);
        SentencePieceTokenizer theirs = SentencePieceTokenizer.Create(model, addBeginningOfSentence: false, addEndOfSentence: false);
        Random random = new(7);
        // What the pieces spell, joined at random. Of bytes the other library makes ids that are not those of the file's pieces; sentencepiece's own records cover them.
        string[] pieces = [.. Enumerable.Range(0, ours.Count).Where(id => ours.Contains(id) && id != ours.Unknown && ours.ByteOf(id) < 0).Select(ours.Text).Where(text => text.Length > 0 && text[0] != '<')];
        Assert.That(pieces, Has.Length.GreaterThan(100));
        Assert.Multiple(() =>
        {
            for (int round = 0; round < 500; round++)
            {
                string text = string.Concat(Enumerable.Range(0, 1 + random.Next(20)).Select(_ => pieces[random.Next(pieces.Length)]));
                Assert.That(ours.Encode(text), Is.EqualTo(theirs.EncodeToIds(text)), text);
            }
        });
    }
}

using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Chunked;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Chunked;

/// <summary>Chunks of a text as transformers 4.57.6 merges them, with the vocabulary of the embedded model.</summary>
public sealed class ChunkMergerTests
{
    private static readonly Lazy<WhisperTokenizer> Tokenizer = new(() => WhisperTokenizer.Load(Repository.Path("models/whisper-base")));

    [Test]
    public void Add_ChunksWithStrides_JoinsSegmentsAcrossThem()
    {
        ChunkMerger merger = Merger();
        Add(merger, "<|en|><|0.00|> And so my fellow Americans ask not<|28.00|>", 30, 0, 5);
        Add(merger, "<|en|><|0.00|> Americans ask not what your country can do<|12.00|>", 17, 5, 0);
        Assert.That(Described(merger), Is.EqualTo(new[] { "0-32 en And so my fellow Americans ask not what your country can do" }));
    }

    [Test]
    public void Add_PairsOfTimeTokens_PartsSegments()
    {
        ChunkMerger merger = Merger(start: 100);
        Add(merger, "<|en|><|0.00|> And so<|3.20|><|4.00|> ask not<|7.50|>", 0, 0, 0);
        Assert.That(Described(merger), Is.EqualTo(new[] { "100-103.2 en And so", "104-107.5 en ask not" }));
    }

    [Test]
    public void Add_SeveralWindowsOfAChunk_CountsTimeOn()
    {
        ChunkMerger merger = Merger();
        Add(merger, "<|en|><|0.00|> And so<|3.00|><|3.00|><|0.00|> ask not<|2.00|>", 30, 0, 0);
        Assert.That(Described(merger), Is.EqualTo(new[] { "0-3 en And so", "3-5 en ask not" }));
    }

    [Test]
    public void Add_ChangeOfLanguage_PartsSegmentsWithoutTimes()
    {
        ChunkMerger merger = Merger(timestamps: false);
        Add(merger, "<|en|> ask not", 0, 0, 0);
        Add(merger, "<|de|> fragt nicht", 0, 0, 0);
        Assert.That(Described(merger), Is.EqualTo(new[] { "- en ask not", "- de fragt nicht" }));
    }

    [Test]
    public void Add_SilentChunkBetween_LeavesNothingOfIt()
    {
        ChunkMerger merger = Merger();
        Add(merger, "<|en|><|0.00|> And so<|8.00|>", 10, 0, 0);
        Add(merger, "<|en|><|0.00|>", 10, 0, 0);
        Add(merger, "<|en|><|1.00|> ask not<|8.00|>", 10, 0, 0);
        Assert.That(Described(merger), Is.EqualTo(new[] { "0-8 en And so", "21-28 en ask not" }));
    }

    [Test]
    public void Add_TextWithoutEnd_StaysOpen()
    {
        ChunkMerger merger = Merger();
        Add(merger, "<|en|><|1.00|> And so", 0, 0, 0);
        Assert.That(Described(merger), Is.EqualTo(new[] { "1- en And so" }));
    }

    [Test]
    public void Words_TimedTokens_BeginWhereTheTokenBeforeEnds()
    {
        var merger = new ChunkMerger(Tokenizer.Value, timestamps: true, words: true, start: 10);
        int[] ids = Tokenizer.Value.EncodeWithSpecialTokens("<|0.00|> ask not, \"you\"<|8.00|>");
        merger.Add([.. ids.Select((id, index) => new ChunkToken(id, Time: 0.5 * index, Probability: 0.5))], default);
        Assert.That(
            MergedWords.Of(Tokenizer.Value, merger.Finish().Single()).Select(word => $"{word.Start}-{word.End} {word.Probability}{word.Text}"),
            Is.EqualTo(new[] { "10-10.5 0.5 ask", "10.5-11.5 0.5 not,", "11.5-13 0.5 \"you\"" }));
    }

    private static ChunkMerger Merger(bool timestamps = true, double start = 0) => new(Tokenizer.Value, timestamps, words: false, start);

    private static void Add(ChunkMerger merger, string text, double length, double left, double right) =>
        merger.Add([.. Tokenizer.Value.EncodeWithSpecialTokens(text).Select(id => new ChunkToken(id))], new ChunkStride(length, left, right));

    private static IEnumerable<string> Described(ChunkMerger merger) => merger.Finish()
        .Select(segment => $"{segment.Start}-{segment.End} {segment.Language?.Code}{Tokenizer.Value.Decode([.. segment.Tokens.Select(token => token.Id)])}");
}

using Speech.Sdk.Models.Whisper.Chunked;

namespace Speech.Sdk.Tests.Whisper.Chunked;

/// <summary>Texts that overlap, as transformers 4.57.6 joins them.</summary>
public sealed class OverlapMergerTests
{
    [TestCase("1 2 3 4|3 4 5", "1 2 3 4 5", TestName = "the overlap once")]
    [TestCase("1|1", "1 1", TestName = "one token alone proves nothing")]
    [TestCase("0 1 2 3|40 2 3 4 5 7", "0 1 2 3 4 5 7", TestName = "a wrong word at the right text's beginning")]
    [TestCase("0 1 2 3 25|1 2 3 4 21 6 7 8", "0 1 2 3 4 21 6 7 8", TestName = "a wrong word at the left text's end")]
    [TestCase("1 2 1 2 1 2|1 2 1 2 3", "1 2 1 2 1 2 3", TestName = "repetitions")]
    [TestCase("0 1 2|1 2 3 4 5 6 7 8 26|5 6 7 24 9", "0 1 2 3 4 5 6 7 24 9", TestName = "three texts")]
    [TestCase("1 2 3|4 5 6", "1 2 3 4 5 6", TestName = "nothing in common")]
    [TestCase("1 2 3||4 5", "1 2 3 4 5", TestName = "an empty text")]
    public void Merge_Texts_JoinsThemWhereTheyAgree(string texts, string expected) =>
        Assert.That(Ids(OverlapMerger.Merge([.. texts.Split('|').Select(text => Tokens(text))], timed: false)), Is.EqualTo(expected));

    [TestCase(0, "1 2 3 4 5")]
    [TestCase(5, "1 2 3 4 3 4 5")]
    public void Merge_TimedTexts_AgreeOnlyInTheOrderOfTime(double lead, string expected) =>
        Assert.That(Ids(OverlapMerger.Merge([Tokens("1 2 3 4", lead), Tokens("3 4 5", 2)], timed: true)), Is.EqualTo(expected));

    private static MergedToken[] Tokens(string ids, double start = 0) =>
        [.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((id, index) => new MergedToken(new ChunkToken(int.Parse(id)), start + index, start + index + 1))];

    private static string Ids(IEnumerable<MergedToken> tokens) => string.Join(' ', tokens.Select(token => token.Id));
}

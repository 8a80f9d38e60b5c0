using Speech.Sdk.Tokens;

namespace Speech.Sdk.Tests.Tokens;

public sealed class TextPiecesTests
{
    [TestCase("Hello world", "Hello| world")]
    [TestCase("don't 'tis I'll we've", "don|'t| '|tis| I|'ll| we|'ve", TestName = "Contractions, only without a space before")]
    [TestCase("DON'T", "DON|'|T", TestName = "Contractions are lower case")]
    [TestCase("a  b", "a| | b")]
    [TestCase("a\n\nb ", "a|\n|\n|b| ", TestName = "The last whitespace goes alone where it is no space")]
    [TestCase("a \n ", "a| \n ", TestName = "Whitespace at the end is one piece")]
    [TestCase("x2½ ²³y", "x|2½| ²³|y", TestName = "Numbers are all of N")]
    [TestCase("(a)--b!'s", "(|a|)--|b|!'|s")]
    [TestCase("\U00020BB7野 \U00020BB7", "\U00020BB7野| \U00020BB7", TestName = "Letters beyond U+FFFF")]
    [TestCase("a\U0001F642b", "a|\U0001F642|b")]
    [TestCase("e\u0301", "e|\u0301", TestName = "Marks are not letters")]
    [TestCase("a\u00A0\u3000b", "a|\u00A0|\u3000|b")]
    [TestCase("\u001Fa", "\u001F|a", TestName = "A control character is no whitespace")]
    public void Pieces_Text_IsCutAsByGpt2(string text, string expected)
    {
        List<string> pieces = [];
        foreach (ReadOnlySpan<char> piece in new TextPieces(text))
            pieces.Add(piece.ToString());
        Assert.That(string.Join('|', pieces), Is.EqualTo(expected));
    }

    [Test]
    public void Pieces_HalfASurrogatePair_IsKept()
    {
        int length = 0;
        foreach (ReadOnlySpan<char> piece in new TextPieces("a\uD83Db"))
            length += piece.Length;
        Assert.That(length, Is.EqualTo(3));
    }
}

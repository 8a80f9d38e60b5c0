using System.Text;
using Speech.Sdk.Models.Whisper;

namespace Speech.Sdk.Tests.Tokens;

public sealed class CompressionRatioTests
{
    [TestCase("", 0)]
    [TestCase("a", 1.0 / 9)]
    [TestCase("hello world", 11.0 / 19)]
    public void Of_ShortText_IsZlibs(string text, double expected) => Assert.That(CompressionRatio.Of(text), Is.EqualTo(expected).Within(1e-12));

    // The expected lengths are those of Python's zlib.compress (zlib 1.2.13).
    [TestCase(1, 26, 10, 1, 18, "fixed codes")]
    [TestCase(2, 26, 200, 1, 144, "own codes")]
    [TestCase(3, 3, 500, 1, 167, "short alphabet")]
    [TestCase(4, 26, 60, 5, 66, "a loop, above 2.4")]
    [TestCase(5, 26, 300, 2, 211, "a loop of two")]
    [TestCase(6, 1, 1000, 1, 17, "one letter")]
    [TestCase(7, 12, 5000, 1, 2678, "long")]
    [TestCase(8, 26, 40000, 1, 25294, "more than one block")]
    [TestCase(9, 26, 9000, 3, 5846, "matches from far")]
    [TestCase(10, 2, 258, 3, 83, "longest matches")]
    [TestCase(11, 300, 40, 1, 85, "beyond ASCII")]
    public void ZlibLength_RandomLetters_IsZlibs(int seed, int alphabet, int letters, int repeats, int expected, string because)
    {
        StringBuilder text = new();
        uint state = (uint)seed;
        for (int i = 0; i < letters; i++)
        {
            state = ((state * 1103515245) + 12345) & 0x7FFFFFFF;
            text.Append((char)('a' + ((state >> 16) % alphabet)));
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text.ToString(), repeats)));
        Assert.That(ZlibLength.Of(utf8), Is.EqualTo(expected), because);
    }

    [Test]
    public void ZlibLength_BytesThatDoNotRepeat_AreWrittenShortest() =>
        Assert.That(ZlibLength.Of([.. Enumerable.Range(33, 90).Select(value => (byte)value)]), Is.EqualTo(98));

    [Test]
    public void ZlibLength_CountsThatAskForLongCodes_AreLimitedAsByZlib()
    {
        List<int> left = [1, 1];
        while (left.Count < 20)
            left.Add(left[^1] + left[^2]);
        List<byte> text = [];
        while (left.Exists(count => count > 0))
        {
            for (int i = 0; i < left.Count; i++)
            {
                if (left[i]-- > 0)
                    text.Add((byte)('A' + i));
            }
        }

        Assert.That(ZlibLength.Of([.. text]), Is.EqualTo(116));
    }
}

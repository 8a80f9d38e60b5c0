using System.Security.Cryptography;
using System.Text;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Tests.Evaluation.Normalization;

/// <summary>Unicode's normalisation forms, which .NET leaves out where globalisation is invariant.</summary>
public sealed class UnicodeFormTests
{
    private static readonly Dictionary<string, UnicodeForm> Forms = new()
    {
        ["C"] = UnicodeForm.C, ["D"] = UnicodeForm.D, ["KC"] = UnicodeForm.KC, ["KD"] = UnicodeForm.KD,
    };

    // Over the forms of all code points below U+30000, a line each, by unicodedata of Python 3.11; without what Unicode 15 added.
    [TestCase("C", "c4e8009451c2177b0da616ba004f813ae14293efb42edd31c72b88cd5d1df713")]
    [TestCase("D", "86e6d5b68d4f2b81301d9188d8a3f1ce651c7b87c829aeefbd52c5cb662ae4c5")]
    [TestCase("KC", "95534b07addb6359f0c00d055cc3e055f66051e61394f36e0f38bc88e01e7354")]
    [TestCase("KD", "8a7a90ac9243cc60050dd1e2510dec86e2a412e7f1df7b8d258fc8098bbcf184")]
    public void Apply_EveryCodePoint_EqualsPython(string form, string digest)
    {
        StringBuilder lines = new();
        for (int codePoint = 0; codePoint < 0x30000; codePoint++)
        {
            if (codePoint is not ((>= 0xD800 and < 0xE000) or (>= 0x1E030 and <= 0x1E06D)))
                lines.Append(Apply(form, char.ConvertFromUtf32(codePoint))).Append('\n');
        }

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))), Is.EqualTo(digest));
    }

    // Rows of Unicode's NormalizationTest.txt: source, C, D, KC, KD.
    [TestCase("\u1E9B\u0323", "\u1E9B\u0323", "\u017F\u0323\u0307", "\u1E69", "\u0073\u0323\u0307", TestName = "marks that change places, and a long s")]
    [TestCase("\u0044\u0307\u0323", "\u1E0C\u0307", "\u0044\u0323\u0307", "\u1E0C\u0307", "\u0044\u0323\u0307", TestName = "a mark that goes over another")]
    [TestCase("\u0061\u0315\u0300\u05AE\u0300\u0062", "\u00E0\u05AE\u0300\u0315\u0062", "\u0061\u05AE\u0300\u0300\u0315\u0062", "\u00E0\u05AE\u0300\u0315\u0062", "\u0061\u05AE\u0300\u0300\u0315\u0062", TestName = "five classes of marks")]
    [TestCase("\u1100\u1161\u11A8\u11A8", "\uAC01\u11A8", "\u1100\u1161\u11A8\u11A8", "\uAC01\u11A8", "\u1100\u1161\u11A8\u11A8", TestName = "Korean letters and one too many")]
    [TestCase("\uAC00\u11A7", "\uAC00\u11A7", "\u1100\u1161\u11A7", "\uAC00\u11A7", "\u1100\u1161\u11A7", TestName = "what stands before the Korean trails")]
    [TestCase("\u0958", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", TestName = "a Hindi letter that is never composed")]
    [TestCase("\u0BC6\u0BBE", "\u0BCA", "\u0BC6\u0BBE", "\u0BCA", "\u0BC6\u0BBE", TestName = "two Tamil vowel signs of class 0")]
    [TestCase("\u212B\u2126", "\u00C5\u03A9", "\u0041\u030A\u03A9", "\u00C5\u03A9", "\u0041\u030A\u03A9", TestName = "signs that are letters")]
    [TestCase("\uFB03\u2460\uFF76\uFF9E", "\uFB03\u2460\uFF76\uFF9E", "\uFB03\u2460\uFF76\uFF9E", "ffi1\u30AC", "ffi1\u30AB\u3099", TestName = "ligature, circle and half width")]
    [TestCase("\U0001D15E", "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165", TestName = "a note beyond the basic plane")]
    [TestCase("\U000110A5\U000110BA", "\U000110AB", "\U000110A5\U000110BA", "\U000110AB", "\U000110A5\U000110BA", TestName = "a Kaithi letter beyond the basic plane")]
    public void Apply_ConformanceCases_GivesAllForms(string source, string c, string d, string kc, string kd) => Assert.That(
        new[] { Apply("C", source), Apply("D", source), Apply("KC", source), Apply("KD", source) }, Is.EqualTo(new[] { c, d, kc, kd }));

    [Test]
    public void Apply_HundredThousandMarksOnALetter_IsQuick()
    {
        string text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 50_000));
        Assert.That(Apply("D", text), Is.EqualTo("a" + new string('\u0323', 50_000) + new string('\u0301', 50_000)));
    }

    private static string Apply(string form, string text)
    {
        using TextBuffer buffer = new(text);
        Forms[form].Apply(buffer);
        return buffer.ToString();
    }
}

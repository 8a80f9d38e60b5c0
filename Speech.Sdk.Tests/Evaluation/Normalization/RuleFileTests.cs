using System.Text;
using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Sdk.Tests.Evaluation.Normalization;

/// <summary>Normalisers that a file describes.</summary>
public sealed class RuleFileTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("speech-rules-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("lower", "İSTANBUL ΟΔΟΣ", "i\u0307stanbul οδος")]
    [TestCase("nfkc", "ﬁ①", "fi1")]
    [TestCase("nfd", "é", "e\u0301")]
    [TestCase("remove-brackets", "a [x] (y) <z>", "a   ")]
    [TestCase("remove-diacritics", "Čeština, ệ, ø", "Cestina, e, ø")]
    [TestCase("remove-punctuation", "a-b, c's €", "ab cs €")]
    [TestCase("punctuation-to-spaces", "a-b", "a b")]
    [TestCase("remove-symbols", "a+b €5.", "ab 5.")]
    [TestCase("symbols-to-spaces", "a+b", "a b")]
    [TestCase("split-letters", "ねこ", "ね こ")]
    [TestCase("collapse-spaces", "  a \t b\n", "a b")]
    [TestCase("remove \"ab\"", "cababc", "cc")]
    [TestCase("remove /[aeiou]+/", "queue x", "q x")]
    [TestCase("replace \"&\" with \" and \"", "a&b", "a and b")]
    [TestCase("replace \"\\\"\\\\\\t\\u00E9\" with \"\\n\"", "\"\\\té", "\n")]
    [TestCase("replace /(\\d+)\\/(\\d+)/ with \"$2 of $1$$\"", "1/2", "2 of 1$")]
    [TestCase("replace /(?<=a)b/ with \"c\"", "ab bb", "ac bb", Description = "look-around, which is not linear")]
    [TestCase("then english", "Two colours", "2 colors")]
    [TestCase("then basic+split-letters  # comment", "Ab", "a b")]
    [TestCase("", "A", "A")]
    [TestCase("  # lower", "A", "A")]
    public void Normalize_OneRule_DoesWhatItSays(string rule, string text, string expected) =>
        Assert.That(Read(rule).Normalize(text), Is.EqualTo(expected));

    [Test]
    public void Normalize_SeveralRules_AreAppliedInOrder()
    {
        ITextNormalizer normalizer = Read("# Cities\r\nlower\r\n\r\nreplace \"nyc\" with \"new york\"\r\nreplace /york$/ with \"York\"\r\n");
        Assert.That(normalizer.Normalize("NYC"), Is.EqualTo("new York"));
    }

    [Test]
    public void Normalize_WordTable_ReplacesWholeWordsAndLeavesSpaces()
    {
        Write("tables/words.tsv", "# spelling\ncolour\tcolor\nuh\t\nétoile\tbig star\n");
        Assert.That(Read("words \"tables/words.tsv\"").Normalize(" colour  uh colours\tétoile"), Is.EqualTo(" color   colours\tbig star"));
    }

    [Test]
    public void Name_HoldsAHashOfAllFiles()
    {
        Write("words.tsv", "a\tb\n");
        string first = Read("words \"words.tsv\"").Name;
        Write("words.tsv", "a\tc\n");
        string second = Read("words \"words.tsv\"").Name;
        Assert.That(first, Does.Match("^test\\.rules \\(sha256 [0-9a-f]{12}\\)$"));
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [TestCase("lowr", "lowr", "expected lower, nfc")]
    [TestCase("lower upper", "lower upper", "expected lower, nfc")]
    [TestCase("remove", "remove", "expected remove \"text\"")]
    [TestCase("remove \"\"", "remove \"\"", "at least one character")]
    [TestCase("remove x", "there is x", "in quotes")]
    [TestCase("remove \"x", "no closing quote", "expected \" at its end")]
    [TestCase("remove /x", "no closing slash", "expected / at its end")]
    [TestCase("remove /(/", "remove /(/", "Not enough )'s")]
    [TestCase("remove \"\\x\"", "'\\x'", "expected \\\"")]
    [TestCase("replace /a/ with \"$2147483648\"", "replace /a/ with", "Int32.MaxValue", Description = "a group that no pattern can have")]
    [TestCase("replace \"a\" \"b\"", "replace \"a\" \"b\"", "with \"text\"")]
    [TestCase("words", "words", "expected words \"file\"")]
    [TestCase("words \"missing.tsv\"", "missing.tsv", "cannot be read")]
    [TestCase("then englisch", "then englisch", "one of auto, none, english")]
    public void Read_WrongRule_SaysWhatWasGivenAndExpected(string rule, string given, string expected) => Assert.That(
        () => Read("lower\n" + rule),
        Throws.TypeOf<InvalidOptionException>().With.Message.Contains("test.rules, line 2").And.Message.Contains(given).And.Message.Contains(expected));

    [Test]
    public void Read_SeveralProblems_ListsAll()
    {
        Write("words.tsv", "a b\tc\nx\ty\nx\tz\nno tab");
        Assert.That(
            () => Read("lowr\nwords \"words.tsv\"\nuppr"),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("test.rules, line 1").And.Message.Contains("words.tsv, line 1")
                .And.Message.Contains("words.tsv, line 3").And.Message.Contains("words.tsv, line 4").And.Message.Contains("test.rules, line 3"));
    }

    [Test]
    public void Read_ByteOrderMark_IsNoPartOfTheFirstRule()
    {
        File.WriteAllText(Path.Combine(_folder, "bom.rules"), "lower\n", Encoding.UTF8);
        Assert.That(TextNormalizers.Find(Path.Combine(_folder, "bom.rules")).Normalize("A"), Is.EqualTo("a"));
    }

    [Test]
    public void Read_NoUtf8_SaysSo()
    {
        string path = Path.Combine(_folder, "latin.rules");
        File.WriteAllBytes(path, [(byte)'#', 0xE9, (byte)'\n']);
        Assert.That(() => TextNormalizers.FromFile(path), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("UTF-8"));
    }

    [Test]
    public void Normalize_NestedRepetition_TakesLinearTime() =>
        Assert.That(Read("remove /(a+)+$/").Normalize(new string('a', 50_000) + "b"), Has.Length.EqualTo(50_001));

    private ITextNormalizer Read(string rules)
    {
        Write("test.rules", rules);
        return TextNormalizers.FromFile(Path.Combine(_folder, "test.rules"));
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

using System.Text;
using Speech.Sdk.LanguageModels;

namespace Speech.Sdk.Tests.LanguageModels;

/// <summary>Small models, and what is said of files that are none.</summary>
[TestFixture]
internal sealed class SmallModelTests
{
    [TestCase("one two three", new[] { -0.2f, -0.1f, -0.05f, -0.6f })]
    [TestCase("one one one two", new[] { -0.2f, -0.25f, -0.2f, -0.35f, -1.7f }, Description = "back-offs of contexts that are not listed further")]
    [TestCase("five one two", new[] { -100.30103f, -0.5f, -0.3f, -1.7f }, Description = "an unknown word ends all contexts")]
    [TestCase("", new[] { -1.30103f })]
    public void Score_OfArpa_IsKenLms(string text, float[] expected)
    {
        using Opened arpa = new(ModelFiles.Arpa);

        Assert.That(Scores(arpa.Model, text), Is.EqualTo(expected).Within(1e-6f));
    }

    [TestCase("\n", "\r\n", Description = "lines as Windows ends them")]
    [TestCase("\t", " ", Description = "spaces between the columns")]
    [TestCase("\\data\\", "\uFEFF\\data\\", Description = "a byte order mark")]
    [TestCase("\\data\\", "made by hand\n\n\\data\\")]
    [TestCase("ngram 2=5", "ngram 2 = 5")]
    [TestCase("-99\t<s>", "-inf\t<s>")]
    [TestCase("-0.5\tone\t-0.25", "-5e-1\tone\t-2.5E-1")]
    [TestCase("three\t0", "three\t+0.0")]
    public void Score_OfArpaAsOthersWriteIt_IsTheSame(string from, string to)
    {
        using Opened arpa = new(ModelFiles.Arpa.Replace(from, to, StringComparison.Ordinal));

        Assert.That(Scores(arpa.Model, "one two three"), Is.EqualTo(new[] { -0.2f, -0.1f, -0.05f, -0.6f }).Within(1e-6f));
    }

    [TestCase("he could wait no longer", -5.062557f)]
    [TestCase("he was not an ill disposed young man", -9.674217f)]
    [TestCase("longer no wait could he", -15.481156f)]
    public void Score_OfQuantizedTrie_IsKenLms(string text, float expected)
    {
        using NgramModel model = LanguageModelFile.Open(ModelFiles.QuantizedTrie);

        Assert.That(Scores(model, text).Sum(), Is.EqualTo(expected).Within(1e-5f));
    }

    [Test]
    public void Score_OfOneOrder_IsTheWordsAlone()
    {
        using Opened arpa = new("\\data\\\nngram 1=3\n\n\\1-grams:\n-1\t<s>\n-0.5\t</s>\n-0.25\tone\n\n\\end\\\n");

        Assert.That(Scores(arpa.Model, "one one"), Is.EqualTo(new[] { -0.25f, -0.25f, -0.5f }));
    }

    [Test]
    public void Score_OfLongNgrams_UsesThemAll()
    {
        StringBuilder text = new("\\data\\\n");
        string[] words = [.. Enumerable.Range(0, NgramState.MaxOrder).Select(i => $"w{i}")];
        for (int n = 1; n <= words.Length; n++)
            text.Append($"ngram {n}={(n == 1 ? words.Length : 1)}\n");
        for (int n = 1; n <= words.Length; n++)
        {
            text.Append($"\n\\{n}-grams:\n");
            for (int i = 0; i < (n == 1 ? words.Length : 1); i++)
                text.Append($"-{n}\t{string.Join(' ', words.Skip(i).Take(n))}\n");
        }

        using Opened arpa = new(text.Append("\n\\end\\\n").ToString());

        NgramState state = NgramModel.Empty;
        float[] scores = [.. words.Select(word => arpa.Model.Score(state, arpa.Model.Index(Encoding.UTF8.GetBytes(word)), out state))];
        Assert.That(scores, Is.EqualTo(Enumerable.Range(1, words.Length).Select(n => -(float)n)));
    }

    [Test]
    public void Score_SuffixLeftOut_IsFoundAllTheSame()
    {
        // "a b c" is listed although "b c" is not, as pruning toolkits leave it.
        using Opened arpa = new("\\data\\\nngram 1=3\nngram 2=1\nngram 3=1\n\n\\1-grams:\n-1\ta\t-0.5\n-1\tb\t-0.5\n-1\tc\t-0.5\n\n\\2-grams:\n-0.3\ta b\t-0.1\n\n\\3-grams:\n-0.2\ta b c\n\n\\end\\\n");

        NgramState state = NgramModel.Empty;
        float[] scores = [.. "abc".Select(word => arpa.Model.Score(state, arpa.Model.Index([(byte)word]), out state))];
        Assert.That(scores, Is.EqualTo(new[] { -1f, -0.3f, -0.2f }));
    }

    [TestCase("ngram 2=5", "ngram 2=6", "3-grams", Description = "a section shorter than counted")]
    [TestCase("ngram 3=2", "ngram 3=1", "\\end\\", Description = "one longer than counted")]
    [TestCase("ngram 2=5", "ngram 2=99999999999", "cannot hold")]
    [TestCase("ngram 2=5", "ngram 2=9223372036854775808", "cannot hold", Description = "times the bytes of a line more than 64 bits hold")]
    [TestCase("-0.4\ttwo three", "-0.4\ttwo tree", "'tree'")]
    [TestCase("-0.4\ttwo three", "nan\ttwo three", "'nan'")]
    [TestCase("-0.4\ttwo three", "x\ttwo three", "'x'")]
    [TestCase("-0.4\ttwo three", "-0.4\ttwo", "fewer than 2 words")]
    [TestCase("-0.3\tone two\t-0.2", "-0.3\tone four\t-0.2", "first 2 words")]
    [TestCase("-1.5\tfour", "-1.5\tone", "second time")]
    [TestCase("-0.6\tthree </s>", "-0.6\tone two", "2-gram a second time")]
    [TestCase("\\data\\", "\\date\\", "cut off")]
    [TestCase("\\3-grams:", "\\4-grams:", "\\3-grams:")]
    public void Open_DamagedArpa_SaysFileLineAndWhy(string from, string to, string expected)
    {
        string path = ModelFiles.Write(ModelFiles.Arpa.Replace(from, to, StringComparison.Ordinal));

        Assert.That(() => LanguageModelFile.Open(path), Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected).And.Message.Contains(path));
    }

    [TestCase(49, (byte)'4', "format version 5")]
    [TestCase(56, (byte)1, "another kind")]
    [TestCase(96, (byte)1, "rest costs")]
    [TestCase(96, (byte)9, "type 9")]
    [TestCase(88, (byte)1, "order 1")]
    [TestCase(88, (byte)40, "order 40")]
    [TestCase(104, (byte)7, "version 7")]
    [TestCase(115, (byte)7, "1-grams", Description = "a count beyond the file")]
    public void Open_DamagedBinaryHeader_SaysWhy(int at, byte value, string expected)
    {
        byte[] bytes = File.ReadAllBytes(ModelFiles.QuantizedTrie);
        bytes[at] = value;
        string path = ModelFiles.Write(bytes);

        Assert.That(() => LanguageModelFile.Open(path), Throws.TypeOf<ModelFolderException>().With.Message.Contains(expected).And.Message.Contains(path));
    }

    [Test]
    public void Open_NoModel_SaysWhatWasExpected()
    {
        Assert.That(() => LanguageModelFile.Open("no/such.bin"), Throws.TypeOf<ModelFolderException>().With.Message.Contains("no/such.bin"));
        Assert.That(() => LanguageModelFile.Open(ModelFiles.Write([])), Throws.TypeOf<ModelFolderException>().With.Message.Contains("empty"));
        Assert.That(() => LanguageModelFile.Open(ModelFiles.Write([0x1F, 0x8B, 8, 0])), Throws.TypeOf<ModelFolderException>().With.Message.Contains("gunzip"));
    }

    [Test]
    public void Trie_OfWords_KnowsTheirBeginnings()
    {
        WordTrie trie = WordTrie.Of(WordList.Of(["to", "tom", "été", "to", "a"]));

        Assert.That(trie.WordCount, Is.EqualTo(4));
        foreach (string word in (string[])["to", "tom", "été", "a"])
            Assert.That(trie.Contains(Encoding.UTF8.GetBytes(word)), word);
        foreach (string word in (string[])["", "t", "tomb", "ét", "b"])
            Assert.That(trie.Contains(Encoding.UTF8.GetBytes(word)), Is.False, word);
        Assert.That(trie.Walk(WordTrie.Root, "ét"u8), Is.GreaterThan(0));
        Assert.That(trie.Walk(WordTrie.Root, "tomb"u8), Is.EqualTo(WordTrie.Dead));
    }

    private static float[] Scores(NgramModel model, string text)
    {
        NgramState state = model.Begin;
        IEnumerable<uint> words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => model.Index(Encoding.UTF8.GetBytes(word)));
        return [.. words.Append(model.End).Select(word => model.Score(state, word, out state))];
    }

    private sealed class Opened(string arpa) : IDisposable
    {
        public NgramModel Model { get; } = LanguageModelFile.Open(ModelFiles.Write(arpa));

        public void Dispose() => Model.Dispose();
    }
}

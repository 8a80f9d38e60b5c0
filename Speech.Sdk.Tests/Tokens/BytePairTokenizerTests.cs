using Speech.Sdk.Tokens;

namespace Speech.Sdk.Tests.Tokens;

public sealed class BytePairTokenizerTests
{
    private static readonly string[][] Pairs = [.. TinyVocabulary.Merges.Select(merge => merge.Split(' '))];

    private static readonly (string Name, Action<TemporaryFolder> Write)[] Forms =
    [
        ("merges.txt with a version line", folder => TinyVocabulary.WriteSplit(folder, "#version: 0.2\n" + string.Join('\n', TinyVocabulary.Merges) + "\n")),
        ("merges.txt without it, CRLF", folder => TinyVocabulary.WriteSplit(folder, string.Join("\r\n", TinyVocabulary.Merges))),
        ("merges.txt without its first merge", folder => TinyVocabulary.WriteSplit(folder, string.Join('\n', TinyVocabulary.Merges[1..]))),
        ("tokenizer.json, merges as text", folder => TinyVocabulary.WriteWhole(folder, TinyVocabulary.Merges)),
        ("tokenizer.json, merges as pairs", folder => TinyVocabulary.WriteWhole(folder, Pairs)),
        ("tokenizer.json without its first merge", folder => TinyVocabulary.WriteWhole(folder, Pairs[1..])),
    ];

    private static IEnumerable<string> FormNames => Forms.Select(form => form.Name);

    // Ids: '!' is 0, so 'a' is 64, 'h' 71, 't' 83; the space is 220; merges from 256 on: Ġt Ġa he Ġthe in ...
    [TestCase(" the", new[] { 259 }, "two steps: Ġt + he")]
    [TestCase("the", new[] { 83, 258 }, "no merge across the missing space")]
    [TestCase(" a the", new[] { 257, 259 }, "merges stay inside a piece")]
    [TestCase("  the", new[] { 220, 259 }, "a run of spaces leaves one to the word")]
    [TestCase(" \"", new[] { 262 }, "an escaped entry")]
    [TestCase(" #", new[] { 264 }, "a merge with # is not a header")]
    [TestCase("\U0001F642", new[] { 261, 247, 224 }, "an emoji begins with a merge of two bytes")]
    [TestCase("", new int[0], "nothing")]
    public void Encode_EveryFileForm_MergesTheLowestRankFirst(string text, int[] expected, string because) => Assert.Multiple(() =>
    {
        foreach (string form in FormNames)
        {
            BytePairTokenizer tokenizer = Load(form);
            Assert.That(tokenizer.Encode(text), Is.EqualTo(expected), $"{because} ({form})");
            Assert.That(tokenizer.Decode(tokenizer.Encode(text)), Is.EqualTo(text), form);
        }
    });

    [Test]
    public void Encode_MergesWithoutAnother_AreNotMended()
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteWhole(folder, TinyVocabulary.Merges.Where(merge => merge is not ("Ġ t" or "Ġ a")));
        Assert.That(BytePairTokenizer.Load(folder.Path).Encode(" the"), Is.EqualTo(new[] { 220, 83, 258 }));
    }

    [TestCase("a<|en|><|de|>b", new[] { 64, 267, 268, 65 })]
    [TestCase("<|en", new[] { 27, 91, 68, 77 })]
    public void EncodeWithAddedTokens_TokensInText_AreTheirIds(string text, int[] expected) =>
        Assert.That(Load(FormNames.First()).EncodeWithAddedTokens(text), Is.EqualTo(expected));

    [Test]
    public void Encode_AddedTokenInText_IsOrdinaryText() => Assert.That(Load(FormNames.First()).Encode("<|en|>"), Has.Length.EqualTo(6));

    [Test]
    public void Decode_AnyBytes_ReplacesWhatIsNotUtf8()
    {
        BytePairTokenizer tokenizer = Load(FormNames.First());
        Assert.That(tokenizer.Decode([261, 247]), Is.EqualTo("\uFFFD"), "a cut emoji is one character");
        Assert.That(tokenizer.Decode([247, 224, 64]), Is.EqualTo("\uFFFD\uFFFDa"), "stray continuation bytes are one each");
    }

    [Test]
    public void Decode_AfterWarmUp_AllocatesTheStringAlone()
    {
        BytePairTokenizer tokenizer = Load(FormNames.First());
        int[] ids = [259, 257, 64];
        tokenizer.Decode(ids);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string text = tokenizer.Decode(ids);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(text, Is.EqualTo(" the aa"));
        Assert.That(allocated, Is.LessThanOrEqualTo(22 + 2 * text.Length + 8));
    }

    [TestCase(-1)]
    [TestCase(100_000)]
    public void Decode_IdOutsideTheVocabulary_Throws(int id) =>
        Assert.That(() => Load(FormNames.First()).Decode([id]), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains($"{id}"));

    [Test]
    public void Append_TokensThatCutACharacter_GivesWholeCharactersOnly()
    {
        IncrementalDecoder decoder = new(Load(FormNames.First()));
        string[] texts = [.. new[] { 64, 261, 247, 224, 259, 261 }.Select(decoder.Append), decoder.Flush(), decoder.Append(64)];
        Assert.That(texts, Is.EqualTo(new[] { "a", "", "", "\U0001F642", " the", "", "\uFFFD", "a" }));
    }

    [Test]
    public void Load_FolderWithoutTokenizer_NamesWhatIsExpected()
    {
        using TemporaryFolder folder = new();
        Assert.That(() => BytePairTokenizer.Load(folder.Path), Throws.TypeOf<ModelFolderException>()
            .With.Message.Contains("tokenizer.json").And.Message.Contains("vocab.json"));
    }

    [TestCase("{\"!\":", TestName = "Load_CutVocabulary_Throws")]
    [TestCase("[]", TestName = "Load_VocabularyThatIsAnArray_Throws")]
    [TestCase("{\"a\":-5}", TestName = "Load_NegativeId_Throws")]
    [TestCase("{\"a\":\"b\"}", TestName = "Load_IdThatIsNoNumber_Throws")]
    [TestCase("{\"a\":1}", TestName = "Load_VocabularyWithoutBytes_Throws")]
    public void Load_BrokenVocabulary_NamesTheFile(string vocabulary)
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteSplit(folder, "");
        folder.Write("vocab.json", vocabulary);
        Assert.That(() => BytePairTokenizer.Load(folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("vocab.json"));
    }

    [Test]
    public void Load_FileCutAnywhere_NamesTheFile()
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteWhole(folder, Pairs);
        string whole = File.ReadAllText(folder.File("tokenizer.json"));
        for (int length = 0; length < whole.Length; length += 41)
        {
            folder.Write("tokenizer.json", whole[..length]);
            Assert.That(
                () => BytePairTokenizer.Load(folder.Path),
                Throws.TypeOf<ModelFolderException>().With.Message.Contains("tokenizer.json"), $"cut at {length}");
        }
    }

    [Test]
    public void Load_EscapedEntries_AreUnescaped()
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteSplit(folder, "");
        folder.Write("added_tokens.json", "{ \"\\ud83d\\ude42\\n\\u00e9\" : 300 }");
        Assert.That(BytePairTokenizer.Load(folder.Path).Decode([300]), Is.EqualTo("\U0001F642\né"));
    }

    [Test]
    public void Load_TokenizerOfAnotherModel_SaysWhich()
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteWhole(folder, TinyVocabulary.Merges, "Unigram");
        Assert.That(() => BytePairTokenizer.Load(folder.Path), Throws.TypeOf<ModelFolderException>().With.Message.Contains("Unigram"));
    }

    [TestCase("Ġ t\nx", "expected two tokens")]
    [TestCase("Ġ t\nxx yy", "lacks")]
    public void Encode_BrokenMerges_NamesTheFile(string merges, string problem)
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteSplit(folder, merges);
        BytePairTokenizer tokenizer = BytePairTokenizer.Load(folder.Path);
        Assert.That(() => tokenizer.Encode("a"), Throws.TypeOf<ModelFolderException>().With.Message.Contains("merges.txt").And.Message.Contains(problem));
    }

    private static BytePairTokenizer Load(string form)
    {
        using TemporaryFolder folder = new();
        Forms.Single(candidate => candidate.Name == form).Write(folder);
        return BytePairTokenizer.Load(folder.Path);
    }
}

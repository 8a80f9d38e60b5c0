using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tests.LanguageModels;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>Where the default differs from pyctcdecode, each difference beside the reference's answer.</summary>
[TestFixture]
internal sealed class ScoringTests
{
    // The model has no mark of unknown words: to KenLM they have 1e-100, here no less than 1e-7.
    private const double KenLmUnknown = -100;
    private const double LeastUnknown = -7;

    private static readonly CtcBeamOptions Default = new();
    private static readonly CtcBeamOptions Reference = new() { ReferenceScoring = true };

    private CtcLanguageModel _model = null!;
    private CtcLanguageModel _alone = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _model = CtcLanguageModel.Open(ModelFiles.Write(ModelFiles.Arpa.Replace("four", "i", StringComparison.Ordinal)), null, Frames.Characters);
        _alone = _model with { Words = null };
    }

    [OneTimeTearDown]
    public void Close() => _model.Dispose();

    [Test]
    public void Readings_OfSilence_AreEmpty()
    {
        Frames silence = new(Frames.Characters);
        for (int i = 0; i < 5; i++)
            silence.Add(("<pad>", 0.98), ("i", 0.01));

        Assert.That(silence.Search(Default, _model)[0].Text, Is.Empty);
        Assert.That(silence.Search(Reference, _model)[0].Text, Is.EqualTo("i"), "the reference charges silence for an empty unknown word");
    }

    [Test]
    public void Readings_EndedByDelimiter_CostNoEmptyWord()
    {
        double plain = Frames.Of("one two").Search(Default, _model)[0].LanguageScore;

        Assert.That(Frames.Of("one two ").Search(Default, _model)[0].LanguageScore, Is.EqualTo(plain).Within(1e-9));
        Assert.That(Frames.Of("one two ").Search(Reference, _model)[0].LanguageScore, Is.LessThan(plain - 50));
    }

    [Test]
    public void Readings_WithoutList_ChargeNoBeginnings()
    {
        Assert.That(Frames.Of("on").Search(Default, _alone, ended: false)[0].LanguageScore, Is.Zero);
        Assert.That(Frames.Of("on").Search(Reference, _alone, ended: false)[0].LanguageScore, Is.EqualTo(-10));
    }

    [Test]
    public void Readings_OwnWords_AreTheListOnlyByDefault()
    {
        CtcLanguageModel own = _model with { WordsAreTheModels = true };

        Assert.That(Frames.Of("on").Search(Default, own, ended: false)[0].LanguageScore, Is.Zero);
        Assert.That(Frames.Of("ox").Search(Default, own, ended: false)[0].LanguageScore, Is.EqualTo(-10));
        Assert.That(Frames.Of("on").Search(Reference, own, ended: false)[0].LanguageScore, Is.EqualTo(-10), "pyctcdecode knows no words of binaries");
    }

    [TestCase("ox", 1)]
    [TestCase("oxoxoxoxoxoxoxoxox", 1.5, Description = "18 letters, where 12 are usual")]
    public void Readings_UnknownWord_CostsTheSameWhileAndAfterItIsWritten(string word, double times)
    {
        CtcBeamOptions options = new() { ScoreBoundary = false };
        double whole = (options.Alpha * LeastUnknown * Math.Log(10)) + options.Beta;

        Assert.That(Frames.Of(word).Search(options, _model, ended: false)[0].LanguageScore, Is.EqualTo(times * -10).Within(1e-9));
        Assert.That(Frames.Of(word).Search(options, _model)[0].LanguageScore, Is.EqualTo(whole + (times * -10)).Within(1e-4));
    }

    [Test]
    public void Readings_ModelWithoutSentenceMarks_BeginAndEndAnywhere()
    {
        const string Arpa = "\\data\\\nngram 1=2\nngram 2=2\n\n\\1-grams:\n-2\t<unk>\t-1\n-0.5\tone\t-0.3\n\n\\2-grams:\n-0.1\t<unk> one\n-0.2\tone <unk>\n\n\\end\\\n";
        using CtcLanguageModel model = CtcLanguageModel.Open(ModelFiles.Write(Arpa), null, Frames.Characters);

        Assert.That(Frames.Of("one").Search(Default, model)[0].LanguageScore, Is.EqualTo((Default.Alpha * -0.5 * Math.Log(10)) + Default.Beta).Within(1e-6));
    }

    [Test]
    public void Readings_UnknownHotword_IsNotChargedAsUnknown()
    {
        CtcBeamOptions options = new() { ScoreBoundary = false, Hotwords = [new Hotword("ox")] };
        double weight = options.Alpha * Math.Log(10);

        Assert.That(Frames.Of("ox").Search(options, _model)[0].LanguageScore, Is.EqualTo((weight * LeastUnknown) + options.Beta + 10).Within(1e-4));
        Assert.That(Frames.Of("ox").Search(options with { ReferenceScoring = true }, _model)[0].LanguageScore,
            Is.EqualTo((weight * (KenLmUnknown - 10)) + options.Beta + 10).Within(1e-4));
    }

    [TestCase("one two", 20, 20)]
    [TestCase("two one", 0, 20, Description = "the words of a phrase in another order")]
    [TestCase("one three", 0, 10, Description = "a phrase that is left is given back")]
    [TestCase("one one two", 20, 30, Description = "a phrase that begins inside one that is left")]
    [TestCase("one two one two", 40, 40)]
    [TestCase("one twos", 0, 10)]
    public void Readings_HotPhrase_CountsAsPhrase(string text, double expected, double reference)
    {
        CtcBeamOptions options = new() { Hotwords = [new Hotword("one  two ")] };

        Assert.That(Frames.Of(text).Search(options)[0].LanguageScore, Is.EqualTo(expected).Within(1e-9));
        Assert.That(Frames.Of(text).Search(options with { ReferenceScoring = true })[0].LanguageScore, Is.EqualTo(reference).Within(1e-9));
    }

    [TestCase("on", 20 * 2 / 6.0)]
    [TestCase("one ", 20 * 3 / 6.0)]
    [TestCase("one t", 20 * 4 / 6.0)]
    [TestCase("one x", 0)]
    public void Readings_HotPhraseUnderWay_LendsItsShare(string text, double expected)
    {
        CtcBeamOptions options = new() { Hotwords = [new Hotword("one two")] };

        Assert.That(Frames.Of(text).Search(options, ended: false)[0].LanguageScore, Is.EqualTo(expected).Within(1e-9));
    }

    [TestCase("on", 0, -20 * 2 / 3.0)]
    [TestCase("one", 0, -20, Description = "it may still become another word")]
    [TestCase("one ", -20, -20)]
    public void Readings_UnwantedWordUnderWay_IsChargedOnceItIsThere(string text, double expected, double reference)
    {
        CtcBeamOptions options = new() { Hotwords = [new Hotword("one", -4)] };

        Assert.That(Frames.Of(text).Search(options, ended: false)[0].LanguageScore, Is.EqualTo(expected).Within(1e-9));
        Assert.That(Frames.Of(text).Search(options with { ReferenceScoring = true }, ended: false)[0].LanguageScore, Is.EqualTo(reference).Within(1e-9));
    }

    [Test]
    public void Readings_SentenceMarks_AreNeverWritten()
    {
        Frames frames = new Frames(Frames.Characters).Add(("<s>", 0.9), ("a", 0.05)).Add(("</s>", 0.9), ("<pad>", 0.05));

        Assert.That(frames.Search(Default)[0].Text, Is.EqualTo("a"));
        Assert.That(frames.Search(Default).Select(reading => reading.Text), Has.None.Contains("s>"));
        Assert.That(frames.Search(Reference)[0].Text, Is.EqualTo("<s></s>"));
    }

    [Test]
    public void Readings_UnknownSubword_EndsItsOwnWordOnly()
    {
        CtcAlphabet alphabet = CtcAlphabet.FromVocabulary(["<unk>", "▁the", "re", "▁", "a", "<pad>"]);
        Frames frames = new Frames(alphabet).Add(("▁the", 0.5), ("<unk>", 0.45)).Add(("re", 0.98));

        Assert.That(frames.Search(Default).Take(2).Select(reading => reading.Text), Is.EqualTo(new[] { "there", "⁇ re" }));
        Assert.That(frames.Search(Reference).Take(2).Select(reading => reading.Text), Is.Not.EqualTo(new[] { "there", "⁇ re" }), "one flag for all readings");
        Assert.That(new Frames(alphabet).Add(("▁", 0.98)).Add(("a", 0.98)).Add(("re", 0.98)).Search(Default)[0].Text, Is.EqualTo("are"));
    }

    [Test]
    public void Readings_MergedPaths_HaveTheFramesOfTheLikeliest()
    {
        // "a" early or late: both are the reading "a", and the late one is likelier.
        Frames frames = new Frames(Frames.Characters).Add(("a", 0.3), ("<pad>", 0.6)).Add(("a", 0.7), ("<pad>", 0.2)).Add(("<pad>", 0.98));

        CtcWord word = frames.Search(Default)[0].Words.Single();

        Assert.That((word.Start, word.End), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Readings_OfWord_HasFramesAndConfidence()
    {
        Frames frames = new Frames(Frames.Characters).Add(("<pad>", 0.99)).Add(("o", 0.5)).Add(("o", 0.8)).Add(("<pad>", 0.9)).Add(("k", 0.9)).Add(("<pad>", 0.9));

        CtcWord word = frames.Search(Default)[0].Words.Single();

        Assert.That((word.Text, word.Start, word.End), Is.EqualTo(("ok", 1, 5)));
        Assert.That(word.Confidence, Is.EqualTo(Math.Sqrt(0.8 * 0.9)).Within(1e-6), "each symbol at its best frame");
    }

    [Test]
    public void Readings_OfSubwords_HaveTheirSymbols()
    {
        CtcAlphabet alphabet = CtcAlphabet.FromVocabulary(["<unk>", "▁the", "re", "a", "<pad>"]);

        IReadOnlyList<CtcWord> words = new Frames(alphabet).Add(("▁the", 0.9)).Add(("re", 0.9)).Add(("▁the", 0.9)).Add(("a", 0.9)).Search(Default)[0].Words;

        Assert.That(words.Select(word => word.Symbols), Is.EqualTo(new[] { new[] { 1, 2 }, new[] { 1, 3 } }));
    }

    [Test]
    public void Readings_NotEnded_ShowTheWordUnderWayOnce()
    {
        IReadOnlyList<CtcHypothesis> readings = Frames.Of("one tw", 0.7).Search(Default, _model, ended: false);

        Assert.That(readings[0].Text, Is.EqualTo("one tw"));
        Assert.That(readings.Select(reading => reading.Text), Is.Unique);
        Assert.That(readings.Select(reading => reading.Score), Is.Ordered.Descending);
    }

    [Test]
    public void Search_OptionsOutOfRange_NamesAllOfThem() =>
        Assert.That(() => new CtcBeamSearch(Frames.Characters, new CtcBeamOptions { Width = 0, Alpha = double.NaN, BeamPruneLogProbability = 1, Hotwords = [new Hotword("a", double.PositiveInfinity)] }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("width is 0").And.Message.Contains("Alpha").And.Message.Contains("BeamPrune").And.Message.Contains("'a'"));

    [Test]
    public void Accept_NotANumber_SaysWhichFrameAndSymbol()
    {
        CtcBeamSearch search = new(Frames.Characters, Default);
        float[] frames = Frames.Of("one").Values;
        frames[(2 * Frames.Characters.Count) + 7] = float.NaN;

        Assert.That(() => search.Accept(frames), Throws.TypeOf<SpeechException>().With.Message.Contains("Symbol 7 of frame 2"));
    }

    [Test]
    public void Accept_PartOfAFrame_Throws() =>
        Assert.That(() => new CtcBeamSearch(Frames.Characters, Default).Accept(new float[Frames.Characters.Count + 1]), Throws.ArgumentException);

    [Test]
    public void Readings_BeforeAnyFrame_AreEmpty([Values] bool ended) =>
        Assert.That(new CtcBeamSearch(Frames.Characters, Default, _model).Readings(3, ended).Single().Text, Is.Empty);
}

using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tokens;

namespace Speech.Sdk.Tests.Tokens;

public sealed class WhisperTokenizerTests
{
    [Test]
    public void Load_BothFileForms_AreEqual()
    {
        string folder = Shared.Path("models/whisper-base");
        WhisperTokenizer split = WhisperTokenizer.Create(TokenizerFiles.ReadSplit(folder));
        WhisperTokenizer whole = WhisperTokenizer.Create(TokenizerFiles.ReadWhole(folder));
        Assert.That(whole.Count, Is.EqualTo(split.Count));
        Assert.That(whole.Special, Is.EqualTo(split.Special));
        Assert.That(whole.Languages.TokenIds, Is.EqualTo(split.Languages.TokenIds));
        for (int id = 0; id < split.Count; id++)
        {
            if (!whole.Bytes(id).SequenceEqual(split.Bytes(id)))
                Assert.Fail($"token {id}: '{whole.Decode([id])}' and '{split.Decode([id])}'");
        }

        const string Text = " The quick brown fox — naïve café, 東京タワーは333メートル。 नमस्ते 🙂 I'll don't";
        Assert.That(whole.Encode(Text), Is.EqualTo(split.Encode(Text)));
    }

    [Test]
    public void Special_OfATinyVocabulary_FollowTheirNames()
    {
        WhisperTokenizer tokenizer = Tiny();
        Assert.That(tokenizer.Special, Is.EqualTo(new WhisperSpecialTokens
        {
            EndOfText = 265, StartOfTranscript = 266, Translate = 269, Transcribe = 270, StartOfLm = 271, StartOfPrevious = 272, NoSpeech = 273, NoTimestamps = 274,
        }));
        Assert.That(tokenizer.Languages.All.Select(language => language.Name), Is.EqualTo(new[] { "english", "german" }));
        Assert.That(tokenizer.Count, Is.EqualTo(275 + 1501));
        Assert.That(tokenizer.Decode([275, 259, 285, 265], specials: false, timestamps: true), Is.EqualTo("<|0.00|> the<|0.20|>"));
        Assert.That(tokenizer.Decode([275, 259, 285, 265], specials: true, timestamps: false), Is.EqualTo(" the<|endoftext|>"));
    }

    [TestCase("German", SpeechTask.Translate, false, new[] { 266, 268, 269, 274 })]
    [TestCase(null, SpeechTask.Transcribe, true, new[] { 266, 267, 270 })]
    public void StartSequence_OfATinyVocabulary_IsLanguageTaskTimestamps(string? language, SpeechTask task, bool timestamps, int[] expected) =>
        Assert.That(Tiny().StartSequence(language, task, timestamps), Is.EqualTo(expected));

    [TestCase("germn", "german (de)")]
    [TestCase("en-US", "english (en)")]
    [TestCase("klingon", "en, de")]
    public void StartSequence_UnknownLanguage_SaysWhatIsNearAndKnown(string language, string said) =>
        Assert.That(() => Tiny().StartSequence(language, SpeechTask.Transcribe, true), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(said));

    [TestCase("de", SpeechTask.Transcribe, "transcribe german")]
    [TestCase("en", SpeechTask.Translate, "translate english")]
    public void StartSequence_EnglishOnlyModel_RefusesTheRest(string language, SpeechTask task, string said)
    {
        WhisperTokenizer english = Vocabularies.Get("en");
        Assert.That(() => english.StartSequence(language, task, true), Throws.TypeOf<InvalidOptionException>().With.Message.Contains(said));
    }

    [TestCase(0, 0)]
    [TestCase(1, 20)]
    [TestCase(1500, 30_000)]
    public void Time_OfATimestamp_IsStepsOf20Milliseconds(int step, int milliseconds)
    {
        WhisperTokenizer tokenizer = Tiny();
        int id = tokenizer.Special.FirstTimestamp + step;
        Assert.That(tokenizer.Time(id), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.That(tokenizer.Timestamp(TimeSpan.FromMilliseconds(milliseconds)), Is.EqualTo(id));
        Assert.That(tokenizer.Timestamp(TimeSpan.FromMilliseconds(milliseconds - 9)), Is.EqualTo(id), "the nearest step");
    }

    [Test]
    public void Time_OutsideAWindow_Throws()
    {
        WhisperTokenizer tokenizer = Tiny();
        Assert.That(() => tokenizer.Time(tokenizer.Special.NoTimestamps), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => tokenizer.Time(tokenizer.Special.LastTimestamp + 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => tokenizer.Timestamp(TimeSpan.FromSeconds(30.02)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Split_CharactersOverTokens_StayWhole()
    {
        int[] ids = [259, 220, 261, 247, 224, 13, 257, 261, 247, 64, 261, 247];
        Assert.That(WordSplitter.Split(Tiny(), ids, "en").Select(word => (word.Text, word.Start, word.Length)), Is.EqualTo(new[]
        {
            (" the", 0, 1), (" \U0001F642", 1, 4), (".", 5, 1), (" a\uFFFDa\uFFFD", 6, 6),
        }));
    }

    [Test]
    public void Load_VocabularyWithoutSpecialTokens_ListsThem()
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteSplit(folder, "");
        File.Delete(folder.File("added_tokens.json"));
        Assert.That(() => WhisperTokenizer.Load(folder.Path), Throws.TypeOf<ModelFolderException>()
            .With.Message.Contains("<|startoftranscript|>").And.Message.Contains("<|notimestamps|>"));
    }

    private static WhisperTokenizer Tiny()
    {
        using TemporaryFolder folder = new();
        TinyVocabulary.WriteSplit(folder, string.Join('\n', TinyVocabulary.Merges));
        return WhisperTokenizer.Load(folder.Path);
    }
}

using System.Text;
using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Decoding;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>What texts of Whisper's vocabulary lose by hotwords of negative weight; texts are given by their tokens, a bar between two.</summary>
internal sealed class HotwordPenaltyTests
{
    private const int Time = 50464; // <|2.00|>

    private static WhisperTokenizer Tokenizer => WhisperBase.Model.Tokenizer;

    [TestCase(" belly", TestName = "a word that is one token")]
    [TestCase(" ABloop", TestName = "a word of several")]
    [TestCase(" Élodi", TestName = "a letter of two bytes")]
    [TestCase(" 肚子", TestName = "a script without spaces")]
    [TestCase("belly", TestName = "at the beginning")]
    [TestCase(" to me", TestName = "two words")]
    public void Penalty_EverySpellingOfTheWord_IsTheWeightOnce(string written)
    {
        HotwordPenalty penalty = Of(new Hotword(written.Trim(), -5));
        int spellings = 0;
        foreach (int[] spelling in Spellings(Encoding.UTF8.GetBytes(written)))
        {
            Assert.That(Sum(penalty, spelling), Is.EqualTo(-5).Within(1e-4), string.Join(' ', spelling));
            spellings++;
        }

        Assert.That(spellings, Is.GreaterThan(5));
    }

    [TestCase(" be|ll", 0, TestName = "a beginning costs nothing")]
    [TestCase(" be|ll|s", 0, TestName = "another word")]
    [TestCase(" b|elly|ing", -5, TestName = "once, whatever goes on")]
    [TestCase(" bel|ly| bel|ly", -10, TestName = "each time")]
    [TestCase(" pot|b|elly", 0, TestName = "not at another word's end")]
    [TestCase("-|b|elly", -5, TestName = "behind a hyphen")]
    [TestCase(" “|b|elly", -5, TestName = "behind a quotation mark, which is no letter")]
    [TestCase(" é|b|elly", 0, TestName = "behind a letter of two bytes")]
    [TestCase("大|肚|子", -3, TestName = "within a text without spaces")]
    [TestCase(" the| b|elly", -12, TestName = "two hotwords that end together")]
    public void Penalty_OfAText(string pieces, double expected)
    {
        int[] text = [.. pieces.Split('|').SelectMany(piece => Tokenizer.Find(Encoding.UTF8.GetBytes(piece)) is >= 0 and int token ? [token] : Tokenizer.Encode(piece))];
        Assert.That(Sum(Of(new("belly", -5), new("肚子", -3), new("the belly", -7)), text), Is.EqualTo(expected).Within(1e-4));
    }

    [Test]
    public void Penalty_ATimeToken_EndsWhatIsUnderWay()
    {
        (int bel, int ly) = (Tokenizer.Find(" bel"u8), Tokenizer.Find("ly"u8));
        Assert.That(Sum(Of(new Hotword("belly", -5)), [bel, Time, ly]), Is.Zero);
        Assert.That(Sum(Of(new Hotword("belly", -5)), [bel, Time, Tokenizer.Find("b"u8), Tokenizer.Find("elly"u8)]), Is.EqualTo(-5));
    }

    [Test]
    public void Penalty_HotwordThatIsListedTwice_IsTheStrongestWeight() =>
        Assert.That(Sum(Of(new("belly", -2), new(" belly ", -5)), [Tokenizer.Find(" belly"u8)]), Is.EqualTo(-5));

    [Test]
    public void Bonuses_OfBothKinds_LeaveTheLikelierOnesAsTheyAre()
    {
        Hotword likelier = new("ABlooper", 4);
        ILogitsProcessor[] both = [.. HotwordTokens.Bonuses(Tokenizer, [likelier, new("belly", -5)], WhisperBase.Model.Config.VocabularySize)];
        Assert.That(both.Select(one => one.GetType()), Is.EqualTo(new[] { typeof(HotwordBias), typeof(HotwordPenalty) }));
        int[] written = Tokenizer.Encode(" the AB");
        Assert.That(Scores(both[0], written), Is.EqualTo(Scores(HotwordTokens.Bonuses(Tokenizer, [likelier], WhisperBase.Model.Config.VocabularySize).Single(), written)));
    }

    [Test]
    public void Bonus_AnyToken_IsWhatProcessAdds()
    {
        HotwordPenalty penalty = Of(new("belly", -5), new("bell", -3), new("肚子", -3), new("the belly", -7));
        foreach (string written in (string[])["", " the bel", " the bell", "大肚", " b", " potbell"])
        {
            int[] tokens = Tokenizer.Encode(written);
            float[] scores = Scores(penalty, tokens);
            for (int token = 0; token < scores.Length; token++)
                Assert.That(penalty.Bonus(new(tokens, 0), token), Is.EqualTo(scores[token]));
        }
    }

    [Test]
    public void Process_ThousandsOfHotwords_AllocatesNothing()
    {
        HotwordPenalty penalty = Of([.. Enumerable.Range(0, 5000).Select(number => new Hotword($"word{number}", -1)), new("belly", -5)]);
        int[] written = Tokenizer.Encode(" some words before it, and then a bel");
        float[] scores = Scores(penalty, written);
        Assert.That(scores[Tokenizer.Find("ly"u8)], Is.EqualTo(-5));
        Assert.That(Allocations.Of(() => penalty.Process(scores, new(written, 0))), Is.Zero);
    }

    private static HotwordPenalty Of(params Hotword[] hotwords) =>
        (HotwordPenalty)HotwordTokens.Bonuses(Tokenizer, hotwords, WhisperBase.Model.Config.VocabularySize).Single();

    private static float[] Scores(ILogitsProcessor processor, int[] written)
    {
        float[] scores = new float[WhisperBase.Model.Config.VocabularySize];
        processor.Process(scores, new(written, 0));
        return scores;
    }

    private static float Sum(HotwordPenalty penalty, int[] text) => text.Select((token, index) => penalty.Bonus(new(text.AsSpan(0, index), 0), token)).Sum();

    /// <summary>Every way to spell bytes by tokens: each cut, piece by piece.</summary>
    private static IEnumerable<int[]> Spellings(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            yield return [];
        for (int length = 1; length <= bytes.Length; length++)
        {
            if (Tokenizer.Find(bytes.Span[..length]) is not (>= 0 and int token))
                continue;
            foreach (int[] rest in Spellings(bytes[length..]))
                yield return [token, .. rest];
        }
    }
}

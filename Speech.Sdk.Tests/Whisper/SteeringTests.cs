using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Hotwords, forced tokens and suppressed patterns on real speech.</summary>
public sealed class SteeringTests
{
    private static readonly TranscriptionOptions English = new() { Language = "en" };

    [TestCase(1)]
    [TestCase(4)]
    public async Task Transcribe_HotwordForAMisheardName_WritesIt(int beams)
    {
        AudioSource audio = AudioSource.FromFile(Shared.Path("speech/en_read/riva_AntiBERTa.wav"));
        TranscriptionOptions options = English with { Decoding = new() { BeamSize = beams } };
        Transcript without = await WhisperBase.Recognizer.TranscribeAsync(audio, options);
        Transcript with = await WhisperBase.Recognizer.TranscribeAsync(audio, options with { Hotwords = [new("ABlooper", 4)] });

        Assert.That(without.Text, Does.Not.Contain("ABlooper"));
        Assert.That(with.Text, Does.Contain("ABlooper").And.Contain("examples of the emerging work"));
    }

    // In a short window the model is so sure of the word that it tries to spell it by other tokens.
    [Test]
    public async Task Transcribe_NegativeWeight_WritesItNoMore([Values] EncoderWindow window, [Values(1, 4)] int beams)
    {
        AudioSource audio = WhisperBase.Audio("en_ls_0001");
        TranscriptionOptions options = English with { Window = window, Decoding = new() { BeamSize = beams } };
        Assert.That((await WhisperBase.Recognizer.TranscribeAsync(audio, options)).Text, Does.Contain(" belly"));
        string without = (await WhisperBase.Recognizer.TranscribeAsync(audio, options with { Hotwords = [new("belly", -50)] })).Text;
        Assert.That(without, Does.Not.Contain(" belly").And.StartWith("Stuff it into you, his ").And.EndWith(" counseled him."));
    }

    [TestCase("en_fleurs_003")]
    [TestCase("de_fleurs_001")]
    [TestCase("zh_fleurs_1883")]
    public async Task Transcribe_TenThousandUnrelatedHotwords_ChangeNothing(string clip)
    {
        TranscriptionOptions options = new() { Language = clip[..2] };
        Transcript without = await WhisperBase.Recognizer.TranscribeAsync(WhisperBase.Audio(clip), options);
        Transcript with = await WhisperBase.Recognizer.TranscribeAsync(WhisperBase.Audio(clip), options with { Hotwords = InventedNames(10_000) });

        Assert.That(with.Segments.SelectMany(segment => segment.Tokens), Is.EqualTo(without.Segments.SelectMany(segment => segment.Tokens)));
    }

    [Test]
    public async Task Transcribe_ForcedTokens_BeginTheText([Values] bool timestamps)
    {
        int[] forced = WhisperBase.Model.Tokenizer.Encode(" Well,");
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(
            WhisperBase.Audio("en_ls_0001"), English with { Timestamps = timestamps, Decoding = new() { ForcedTokens = forced } });

        Assert.That(transcript.Text, Does.StartWith("Well, ").And.Contain("belly"));
        Assert.That(transcript.Segments[0].Tokens.Skip(timestamps ? 1 : 0).Take(forced.Length), Is.EqualTo(forced));
    }

    [TestCase("[,.]", "belly")]
    [TestCase("^ [A-Z]", "belly")]
    public async Task Transcribe_SuppressPattern_NoTokenMatches(string pattern, string expected)
    {
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(
            WhisperBase.Audio("en_ls_0001"), English with { Decoding = new() { SuppressPattern = pattern } });

        WhisperTokenizer tokenizer = WhisperBase.Model.Tokenizer;
        IEnumerable<string> texts = transcript.Segments.SelectMany(segment => segment.Tokens).Where(token => !tokenizer.IsTimestamp(token)).Select(token => tokenizer.Decode([token]));
        Assert.That(transcript.Text, Does.Contain(expected));
        Assert.That(texts, Has.None.Matches(pattern));
    }

    /// <summary>Two English words each, the first with a capital: nearly every common token begins some of them.</summary>
    private static Hotword[] InventedNames(int count)
    {
        WhisperTokenizer tokenizer = WhisperBase.Model.Tokenizer;
        string[] words =
        [
            .. Enumerable.Range(0, tokenizer.Special.EndOfText).Select(token => tokenizer.Decode([token]))
                .Where(word => word.Length > 3 && word[0] == ' ' && word.Skip(1).All(char.IsAsciiLetterLower)).Select(word => word[1..]),
        ];
        var random = new Random(9);
        string Word() => words[random.Next(words.Length)];
        return [.. Enumerable.Range(0, count).Select(_ => Word()).Select(first => new Hotword(char.ToUpperInvariant(first[0]) + first[1..] + Word()))];
    }
}

using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/short.json: greedy decoding of one window by transformers and openai-whisper.</summary>
public sealed class ShortClipTests
{
    private static IEnumerable<TestCaseData> Cases() => GoldenCases.Of("fixtures/whisper/base/short.json", golden => (string)golden["audio"]!);

    [TestCaseSource(nameof(Cases))]
    public void Decode_OneClip_GivesTheReferencesTokensScoresAndLanguage(JsonNode golden)
    {
        EncodedClips clip = WhisperBase.Encode((string)golden["audio"]!);
        DecodedWindow plain = clip.Decode(new TranscriptionOptions { Timestamps = false }, (string)golden["language"]!)[0];
        DecodedWindow timed = clip.Decode(new TranscriptionOptions(), (string)golden["language"]!)[0];
        DetectedLanguage heard = clip.Detect(new TranscriptionOptions())[0];

        JsonNode reference = golden["openai_greedy_timestamps"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain.Tokens, Is.EqualTo(References.Written(golden["greedy"]!["tokens"])), "transformers, no timestamps");
            Assert.That(plain.AverageLogProbability, Is.EqualTo((double)golden["openai_greedy"]!["avg_logprob"]!).Within(1e-3), "openai-whisper, no timestamps");
            Assert.That(timed.Tokens, Is.EqualTo(reference["tokens"].Ints()), "openai-whisper, timestamps");
            Assert.That(timed.AverageLogProbability, Is.EqualTo((double)reference["avg_logprob"]!).Within(1e-3));
            Assert.That(timed.NoSpeechProbability, Is.EqualTo((double)reference["no_speech_prob"]!).Within(1e-3));
            Assert.That(timed.CompressionRatio, Is.EqualTo((double)reference["compression_ratio"]!).Within(1e-2));
            AssertLanguage(heard, golden);
        }
    }

    private static void AssertLanguage(DetectedLanguage heard, JsonNode golden)
    {
        Dictionary<string, double> found = heard.Probabilities.ToDictionary(language => language.Language, language => language.Probability);
        foreach ((string language, JsonNode? probability) in golden["language_probs"]!.AsObject())
            Assert.That(found[language], Is.EqualTo((double)probability!).Within(1e-3), language);
        Assert.That(found.Values.Sum(), Is.EqualTo(1).Within(1e-5));
        // transformers, left to detect the language, names it after the start token.
        int detected = golden["greedy_auto_language"]!["tokens"].Ints()[1];
        Assert.That(WhisperBase.Model.Tokenizer.Languages.Token(heard.Language), Is.EqualTo(detected));
    }
}

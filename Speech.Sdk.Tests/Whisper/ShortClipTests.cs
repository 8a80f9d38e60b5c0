using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/short.json: greedy decoding of one window by transformers and openai-whisper.</summary>
public sealed class ShortClipTests
{
    private const string File = "fixtures/whisper/base/short.json";

    private readonly Dictionary<string, Decoded> _decoded = [];

    private static IEnumerable<TestCaseData> Cases() => GoldenCases.Of(File, golden => (string)golden["audio"]!);

    [TestCaseSource(nameof(Cases))]
    public void Decode_OneClip_GivesTheReferencesTokensScoresAndLanguage(JsonNode golden)
    {
        if (_decoded.Count == 0)
            DecodeAll();
        (DecodedWindow plain, DecodedWindow timed, DetectedLanguage heard) = _decoded[(string)golden["audio"]!];

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

    // In batches: that the company of a window changes nothing is for other tests to show.
    private void DecodeAll()
    {
        foreach (JsonNode?[] cases in Shared.Json(File)["cases"]!.AsArray().Chunk(8))
        {
            string[] names = [.. cases.Select(golden => (string)golden!["audio"]!)], languages = [.. cases.Select(golden => (string)golden!["language"]!)];
            EncodedClips clips = WhisperBase.Encode(names);
            IReadOnlyList<DecodedWindow> plain = clips.Decode(new TranscriptionOptions { Timestamps = false }, languages), timed = clips.Decode(new TranscriptionOptions(), languages);
            IReadOnlyList<DetectedLanguage> heard = clips.Detect(new TranscriptionOptions());
            for (int clip = 0; clip < names.Length; clip++)
                _decoded.Add(names[clip], new Decoded(plain[clip], timed[clip], heard[clip]));
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

    private sealed record Decoded(DecodedWindow Plain, DecodedWindow Timed, DetectedLanguage Heard);
}

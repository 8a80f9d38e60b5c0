using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/short.json: greedy decoding of one window by transformers and openai-whisper.</summary>
public sealed class ShortClipTests
{
    private const int EndOfText = 50257;
    private const int PromptLength = 4;

    private static IEnumerable<TestCaseData> Cases() => GoldenCases.Of("fixtures/whisper/base/short.json", golden => (string)golden["audio"]!);

    [TestCaseSource(nameof(Cases))]
    public void Greedy_WithoutTimestamps_WritesTheReferencesTokens(JsonNode golden)
    {
        DecodedWindow decoded = WhisperBase.Decode((string)golden["audio"]!, (string)golden["language"]!, new TranscriptionOptions { Timestamps = false });

        int[] expected = [.. golden["greedy"]!["tokens"].Ints().Skip(PromptLength).Where(id => id != EndOfText)];
        Assert.That(decoded.Tokens, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Cases))]
    public void Greedy_WithTimestamps_WritesTheReferencesTokensAndScores(JsonNode golden)
    {
        JsonNode reference = golden["openai_greedy_timestamps"]!;
        DecodedWindow decoded = WhisperBase.Decode((string)golden["audio"]!, (string)golden["language"]!, new TranscriptionOptions());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decoded.Tokens, Is.EqualTo(reference["tokens"].Ints()));
            Assert.That(decoded.AverageLogProbability, Is.EqualTo((double)reference["avg_logprob"]!).Within(1e-3));
            Assert.That(decoded.NoSpeechProbability, Is.EqualTo((double)reference["no_speech_prob"]!).Within(1e-3));
            Assert.That(decoded.CompressionRatio, Is.EqualTo((double)reference["compression_ratio"]!).Within(1e-2));
        }
    }
}

using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/prompt.json: text before the window, and a beginning that the window is made to have.</summary>
public sealed class PromptTests
{
    private static IEnumerable<TestCaseData> Cases() => GoldenCases.Of("fixtures/whisper/base/prompt.json", golden => (string)golden["audio"]!);

    [TestCaseSource(nameof(Cases))]
    public void Decode_PromptOrPrefix_WritesTheReferencesTokens(JsonNode golden)
    {
        EncodedClips clip = WhisperBase.Encode((string)golden["audio"]!);
        string prompt = (string)golden["prompt"]!;
        DecodedWindow plain = clip.Decode(new TranscriptionOptions { Timestamps = false, Prompt = prompt }, "en")[0];
        DecodedWindow timed = clip.Decode(new TranscriptionOptions { Prompt = prompt }, "en")[0];
        DecodedWindow prefixed = clip.Decode(new TranscriptionOptions { Timestamps = false, Prefix = "He" }, "en")[0];

        int[] prefix = WhisperBase.Model.Tokenizer.Encode(" He");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain.Tokens, Is.EqualTo(References.Written(golden["tokens"])), "transformers, prompt_ids");
            Assert.That(timed.Tokens, Is.EqualTo(References.Written(golden["timestamp_tokens"])), "transformers, prompt_ids, timestamps");
            Assert.That(timed.Tokens, Is.EqualTo(golden["openai_prompt"]!["tokens"].Ints()), "openai-whisper, prompt");
            Assert.That(timed.AverageLogProbability, Is.EqualTo((double)golden["openai_prompt"]!["avg_logprob"]!).Within(1e-3));
            Assert.That(timed.NoSpeechProbability, Is.EqualTo((double)golden["openai_prompt"]!["no_speech_prob"]!).Within(1e-3));
            // openai-whisper leaves the prefix out of its tokens, here they stand first.
            Assert.That(prefixed.Tokens, Is.EqualTo((int[])[.. prefix, .. golden["openai_prefix"]!["tokens"].Ints()]), "openai-whisper, prefix");
            Assert.That(prefixed.AverageLogProbability, Is.EqualTo((double)golden["openai_prefix"]!["avg_logprob"]!).Within(1e-3));
        }
    }
}

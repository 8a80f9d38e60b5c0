using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/translate.json: speech in seven languages written in English.</summary>
public sealed class TranslateTests
{
    [Test]
    public void Translate_ClipsOfSevenLanguagesAsOneBatch_WritesTheReferencesTokens()
    {
        JsonNode[] clips = [.. Shared.Json("fixtures/whisper/base/translate.json")["cases"]!.AsArray().Select(clip => clip!)];
        IReadOnlyList<DecodedWindow> decoded = WhisperBase.Encode([.. clips.Select(clip => (string)clip["audio"]!)])
            .Decode(new TranscriptionOptions { Task = SpeechTask.Translate, Timestamps = false }, [.. clips.Select(clip => (string)clip["language"]!)]);

        using (Assert.EnterMultipleScope())
        {
            foreach ((JsonNode clip, DecodedWindow window) in clips.Zip(decoded))
            {
                Assert.That(window.Tokens, Is.EqualTo(References.Written(clip["tokens"])), (string)clip["audio"]!);
                Assert.That(window.AverageLogProbability, Is.EqualTo((double)clip["openai"]!["avg_logprob"]!).Within(1e-3), (string)clip["audio"]!);
            }
        }
    }
}

using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Every kind of checkpoint, from its folder to words with times, against transformers.</summary>
public sealed class ReferenceTextTests
{
    // Of an odd number of mel frames w2v-bert's reference reads a last row that is padding and masked, whose symbol says nothing of the clip.
    // The frames of an adapter are as long as its stride makes them.
    [TestCase("wav2vec2-xlsr", null, 0.02)]
    [TestCase("wav2vec2-groupnorm", null, 0.02)]
    [TestCase("wav2vec2-adapter", null, 0.08)]
    [TestCase("w2vbert-relative-key", null, 0.02)]
    [TestCase("w2vbert-relative", null, 0.02)]
    [TestCase("w2vbert-rotary", null, 0.02)]
    [TestCase("w2vbert-nopos", null, 0.02)]
    [TestCase("w2vbert-adapter", null, 0.04)]
    [TestCase("w2vbert-adapter-ffn", null, 0.08)]
    [TestCase("wav2vec2-mms", "eng", 0.02)]
    [TestCase("wav2vec2-mms", "fra", 0.02)]
    public async Task Transcribe_EachClip_IsTheReferencesTextWithoutSpecialSymbols(string checkpoint, string? language, double secondsPerFrame)
    {
        using ExportedModel model = new($"fixtures/ctc/{checkpoint}");
        using ISpeechRecognizer recognizer = await model.LoadAsync();
        JsonNode golden = Shared.Json($"fixtures/ctc/{checkpoint}/golden.json");
        JsonArray decoded = (language is null ? golden["decode"]! : golden["decode"]![language]!).AsArray();
        int[] clips = [.. golden["audio"]!.AsArray().Select(audio => ((string)audio!)[^1] - '0')];
        foreach ((int clip, JsonNode? expected) in clips.Zip(decoded))
        {
            Transcript transcript = await recognizer.TranscribeAsync(CtcAudio.Clip(clip), new TranscriptionOptions { WordTimestamps = true, Language = language });
            CtcAudio.RequireWords(transcript, expected!["word_offsets"]!.AsArray(), secondsPerFrame, endsAlike: checkpoint.StartsWith("wav2vec2", StringComparison.Ordinal));
            Assert.That(transcript.Language, Is.EqualTo(language ?? "und"));
            if (expected["text_valid_frames_only"] is { } own)
                Assert.That(transcript.Text, Is.EqualTo(string.Join(' ', CtcAudio.Clean((string)own!).Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        }
    }

    [Test]
    public async Task Transcribe_Languages_AreThoseOfTheFolder()
    {
        using ExportedModel model = new("fixtures/ctc/wav2vec2-mms");
        using ISpeechRecognizer recognizer = await model.LoadAsync();
        Assert.That(recognizer.Info.Languages, Is.EqualTo(new[] { "eng", "fra" }));
        Assert.That((await recognizer.TranscribeAsync(CtcAudio.Clip(0))).Language, Is.EqualTo("eng"));
        await Assert.ThatAsync(
            () => recognizer.TranscribeAsync(CtcAudio.Clip(0), new TranscriptionOptions { Language = "deu" }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("'deu'").And.Message.Contains("eng, fra"));
    }
}

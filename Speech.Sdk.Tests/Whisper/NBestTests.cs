using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/nbest.json: every hypothesis of the general beam search, with its score.</summary>
public sealed class NBestTests
{
    [TestCase("beams5", 5, 1, BeamStopping.Heuristic)]
    [TestCase("beams4_length_penalty_0", 4, 0, BeamStopping.Heuristic)]
    [TestCase("beams3_early_stopping", 3, 1, BeamStopping.Early)]
    public void Alternatives_AsManyAsBeams_AreTheReferencesListInItsOrder(string name, int beams, double lengthPenalty, BeamStopping stopping)
    {
        JsonNode[] clips = [.. Shared.Json("fixtures/whisper/base/nbest.json")["cases"]!.AsArray().Select(clip => clip!)];
        WhisperModel model = WhisperBase.Model;
        int firstTime = model.Tokenizer.Special.FirstTimestamp;
        int[] suppressed = [.. model.Config.SuppressTokens, .. Enumerable.Range(firstTime, model.Config.VocabularySize - firstTime)];
        var decoding = new DecodingOptions { BeamSize = beams, Alternatives = beams, LengthPenalty = lengthPenalty, Stopping = stopping, MaxTokens = 200, SuppressTokens = suppressed };
        IReadOnlyList<DecodedWindow> decoded = WhisperBase.Encode([.. clips.Select(clip => (string)clip["audio"]!)])
            .Decode(new TranscriptionOptions { Timestamps = false, Decoding = decoding }, [.. clips.Select(clip => (string)clip["language"]!)]);

        using (Assert.EnterMultipleScope())
        {
            foreach ((JsonNode clip, DecodedWindow window) in clips.Zip(decoded))
            {
                string audio = (string)clip["audio"]!;
                JsonArray sequences = clip[name]!["sequences"]!.AsArray();
                Assert.That(window.Alternatives, Has.Count.EqualTo(sequences.Count), audio);
                foreach ((Alternative found, int rank) in window.Alternatives.Select((found, rank) => (found, rank)))
                {
                    Assert.That(found.Tokens, Is.EqualTo(sequences[rank].Ints()), $"{audio}, rank {rank}");
                    Assert.That(found.Score, Is.EqualTo((double)clip[name]!["scores"]![rank]!).Within(1e-3), $"{audio}, rank {rank}");
                }
            }
        }
    }
}

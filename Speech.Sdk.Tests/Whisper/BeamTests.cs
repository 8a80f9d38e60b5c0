using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/beam.json: beam search of one window a clip, here eight clips together.</summary>
public sealed class BeamTests
{
    private static IReadOnlyList<JsonNode> Clips => [.. Shared.Json("fixtures/whisper/base/beam.json")["cases"]!.AsArray().Select(clip => clip!)];

    [TestCase("beam5", false)]
    [TestCase("beam5_timestamps", true)]
    [TestCase("beam3_length_penalty_0.6", false)]
    [TestCase("beam3_early_stopping", false)]
    [TestCase("beam4_no_repeat_3", false)]
    public void Run_TransformersArguments_WritesItsBestHypothesis(string name, bool timestamps)
    {
        JsonNode arguments = Clips[0][name]!["arguments"]!;
        IReadOnlyList<DecodedWindow> decoded = Decode(timestamps, new DecodingOptions
        {
            BeamSize = (int)arguments["num_beams"]!,
            Alternatives = 1,
            LengthPenalty = (double?)arguments["length_penalty"] ?? 1,
            Stopping = (bool?)arguments["early_stopping"] == true ? BeamStopping.Early : BeamStopping.Heuristic,
            NoRepeatNgramSize = (int?)arguments["no_repeat_ngram_size"] ?? 0,
            RepetitionPenalty = (double?)arguments["repetition_penalty"] ?? 1,
        });

        using (Assert.EnterMultipleScope())
        {
            foreach ((JsonNode clip, DecodedWindow window) in Clips.Zip(decoded))
                Assert.That(window.Tokens, Is.EqualTo(References.Written(clip[name]!["sequences"]![0])), (string)clip["audio"]!);
        }
    }

    [TestCase("openai_beam5", true, 1, 1)]
    [TestCase("openai_beam5_patience2", true, 2, 1)]
    [TestCase("openai_beam5_length_penalty_0.6_without_timestamps", false, 1, 0.6)]
    public void Run_OpenAiOptions_WritesItsTokensAndScores(string name, bool timestamps, double patience, double lengthPenalty)
    {
        IReadOnlyList<DecodedWindow> decoded = Decode(timestamps, new DecodingOptions
        {
            BeamSize = 5, Stopping = BeamStopping.Patience, Patience = patience, LengthPenalty = lengthPenalty,
        });

        using (Assert.EnterMultipleScope())
        {
            foreach ((JsonNode clip, DecodedWindow window) in Clips.Zip(decoded))
            {
                Assert.That(window.Tokens, Is.EqualTo(clip[name]!["tokens"].Ints()), (string)clip["audio"]!);
                Assert.That(window.AverageLogProbability, Is.EqualTo((double)clip[name]!["avg_logprob"]!).Within(1e-3), (string)clip["audio"]!);
            }
        }
    }

    private static IReadOnlyList<DecodedWindow> Decode(bool timestamps, DecodingOptions decoding)
    {
        EncodedClips encoded = WhisperBase.Encode([.. Clips.Select(clip => (string)clip["audio"]!)]);
        return encoded.Decode(new TranscriptionOptions { Timestamps = timestamps, Decoding = decoding }, [.. Clips.Select(clip => (string)clip["language"]!)]);
    }
}

using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Long recordings decoded window by window, against both references.</summary>
public sealed class LongFormTests
{
    private const string OpenAiFile = "fixtures/whisper/base/longform-openai.json";
    private const string TransformersFile = "fixtures/whisper/base/longform-transformers.json";

    private readonly GoldenTranscripts _asOpenAi = new(OpenAiFile, OpenAiOptions);
    private readonly GoldenTranscripts _asTransformers = new(TransformersFile, TransformersOptions);

    private static IEnumerable<TestCaseData> OpenAiCases() => GoldenCases.Of(
        OpenAiFile, golden => $"{golden["audio"]} {Arguments(golden)}");

    [TestCaseSource(nameof(OpenAiCases))]
    public async Task Transcribe_Sequential_GivesOpenAisSegments(JsonNode golden)
    {
        Transcript transcript = await _asOpenAi.OfAsync(golden);

        JsonNode[] expected = [.. golden["segments"]!.AsArray().Where(segment => ((string)segment!["text"]!).Length > 0)!];
        TestContext.Out.WriteLine(string.Join("\n", transcript.Segments.Select(segment => $"{segment.WindowStart.TotalSeconds} {segment.Start.TotalSeconds}-{segment.End.TotalSeconds}{segment.Text}")));
        Assert.That(transcript.Segments.Select(segment => segment.Text), Is.EqualTo(expected.Select(segment => (string)segment["text"]!)));
        foreach ((Segment segment, JsonNode reference) in transcript.Segments.Zip(expected))
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(segment.Tokens, Is.EqualTo(reference["tokens"].Ints()));
                Assert.That(segment.WindowStart.TotalSeconds, Is.EqualTo((int)reference["seek"]! / 100.0).Within(1e-6), "seek point");
                Assert.That(segment.Start.TotalSeconds, Is.EqualTo((double)reference["start"]!).Within(0.02));
                Assert.That(segment.End.TotalSeconds, Is.EqualTo(Math.Min((double)reference["end"]!, transcript.Duration.TotalSeconds)).Within(0.02));
                Assert.That(segment.AverageLogProbability, Is.EqualTo((double)reference["avg_logprob"]!).Within(1e-2));
                Assert.That(segment.NoSpeechProbability, Is.EqualTo((double)reference["no_speech_prob"]!).Within(1e-2));
                Assert.That(segment.CompressionRatio, Is.EqualTo((double)reference["compression_ratio"]!).Within(1e-2));
                Assert.That(segment.Temperature, Is.EqualTo((double)reference["temperature"]!));
            }
        }
    }

    [Test]
    public async Task Transcribe_SequentialShortClip_DetectsTheLanguageAsOpenAi()
    {
        JsonNode golden = Shared.Json("fixtures/whisper/base/short.json")["cases"]!.AsArray().First(clip => (string)clip!["audio"]! == "de_fleurs_003")!;
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(WhisperBase.Audio("de_fleurs_003"), new TranscriptionOptions { LongForm = LongForm.Sequential });
        foreach ((string language, JsonNode? probability) in golden["language_probs"]!.AsObject())
            Assert.That(transcript.LanguageProbabilities.Single(found => found.Language == language).Probability, Is.EqualTo((double)probability!).Within(1e-3), language);
    }

    private static IEnumerable<TestCaseData> TransformersCases() => GoldenCases.Of(
        TransformersFile, golden => $"{golden["audio"]} {Arguments(golden)}");

    [TestCaseSource(nameof(TransformersCases))]
    public async Task Transcribe_SequentialTransformers_GivesItsSegments(JsonNode golden)
    {
        Transcript transcript = await _asTransformers.OfAsync(golden);
        JsonNode[] expected = [.. golden["segments"]!.AsArray()!];
        Assert.That(transcript.Segments.Select(segment => segment.Text), Is.EqualTo(expected.Select(segment => (string)segment["text"]!)));
        foreach ((Segment segment, JsonNode reference) in transcript.Segments.Zip(expected))
        {
            using (Assert.EnterMultipleScope())
            {
                // transformers keeps the end of text in the last window alone.
                Assert.That(segment.Tokens, Is.EqualTo(reference["tokens"].Ints().Where(token => token != References.EndOfText)));
                Assert.That(segment.Start.TotalSeconds, Is.EqualTo((double)reference["start"]!).Within(0.02));
                Assert.That(segment.End.TotalSeconds, Is.EqualTo(Math.Min((double)reference["end"]!, transcript.Duration.TotalSeconds)).Within(0.0201));
            }
        }
    }

    private static string Arguments(JsonNode golden) => string.Join(
        ' ', golden["arguments"]!.AsObject().Where(argument => argument.Key is not ("language" or "task" or "return_timestamps")).Select(argument => $"{argument.Key}={argument.Value!.ToJsonString()}"));

    private static TranscriptionOptions OpenAiOptions(JsonNode arguments)
    {
        double[] ranges = [.. ((string?)arguments["clip_timestamps"])?.Split(',').Select(double.Parse) ?? []];
        int beams = (int?)arguments["beam_size"] ?? 1;
        return new TranscriptionOptions
        {
            Language = (string?)arguments["language"],
            LongForm = LongForm.Sequential,
            Fallback = new FallbackOptions { Temperatures = [(double)arguments["temperature"]!] },
            ConditionOnPreviousText = (bool?)arguments["condition_on_previous_text"],
            WordTimestamps = (bool?)arguments["word_timestamps"] ?? false,
            HallucinationSilence = (double?)arguments["hallucination_silence_threshold"] is { } silence ? TimeSpan.FromSeconds(silence) : null,
            Prompt = (string?)arguments["initial_prompt"],
            CarryPrompt = (bool?)arguments["carry_initial_prompt"],
            Ranges = ranges.Length == 0 ? null : [new TimeRange(TimeSpan.FromSeconds(ranges[0]), TimeSpan.FromSeconds(ranges[1]))],
            Decoding = new DecodingOptions { BeamSize = beams, Stopping = beams > 1 ? BeamStopping.Patience : BeamStopping.Heuristic },
        };
    }

    private static TranscriptionOptions TransformersOptions(JsonNode arguments) => new()
    {
        Language = (string?)arguments["language"],
        LongForm = LongForm.SequentialTransformers,
        ConditionOnPreviousText = (bool?)arguments["condition_on_prev_tokens"],
        Fallback = new FallbackOptions
        {
            Temperatures = [0],
            CompressionRatio = (double?)arguments["compression_ratio_threshold"],
            AverageLogProbability = (double?)arguments["logprob_threshold"],
            NoSpeechProbability = (double?)arguments["no_speech_threshold"],
        },
        Decoding = new DecodingOptions { BeamSize = (int?)arguments["num_beams"] ?? 1 },
    };
}

using Speech.Sdk.Audio;
using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper.Chunked;

/// <summary>Recordings cut into chunks and merged, against transformers' pipeline.</summary>
public sealed class ChunkedTests
{
    private const double Step = 0.02 + 1e-6;

    private const string Pipeline = "fixtures/whisper/base/pipeline.json";

    private readonly GoldenTranscripts _asPipeline = new(Pipeline, PipelineOptions);

    private static IEnumerable<TestCaseData> Runs() => GoldenCases.Of(
        Pipeline, golden => $"{golden["audio"]} {golden["arguments"]!.ToJsonString().Replace('"', ' ')}");

    [TestCaseSource(nameof(Runs))]
    public async Task Transcribe_Chunked_GivesThePipelinesText(JsonNode golden)
    {
        JsonNode arguments = golden["arguments"]!;
        bool words = Words(arguments);
        Transcript transcript = await _asPipeline.OfAsync(golden);

        TestContext.Out.WriteLine(string.Join("\n", transcript.Segments.Select(segment => $"{segment.Start.TotalSeconds}-{segment.End.TotalSeconds}{segment.Text}")));
        TranscriptChecks.AssertSound(transcript, transcript.Duration);
        Assert.That(transcript.Text, Is.EqualTo(((string)golden["text"]!).Trim()));
        if (golden["chunks"] is not JsonArray chunks)
        {
            Assert.That(transcript.Segments.Select(segment => (segment.Start, segment.End)), Is.EqualTo(new[] { (TimeSpan.Zero, transcript.Duration) }));
            return;
        }

        (string Text, TimeSpan Start, TimeSpan End)[] found = words
            ? [.. transcript.Segments.SelectMany(segment => segment.Words).Select(word => (word.Text, word.Start, word.End))]
            : [.. transcript.Segments.Select(segment => (segment.Text, segment.Start, segment.End))];
        Assert.That(found.Select(part => part.Text), Is.EqualTo(chunks.Select(chunk => (string)chunk!["text"]!)));
        using (Assert.EnterMultipleScope())
        {
            foreach (((string text, TimeSpan start, TimeSpan end), JsonNode? chunk) in found.Zip(chunks))
            {
                double[] times = [.. chunk!["timestamp"]!.AsArray().Select(time => Math.Min((double)time!, transcript.Duration.TotalSeconds))];
                // transformers aligns a batch's shorter text with rows of the longer one's attention behind it; here the batch does not matter.
                bool endDependsOnBatch = words && arguments["batch_size"] is not null && chunk == chunks[^1];
                Assert.That(start.TotalSeconds, Is.EqualTo(times[0]).Within(Step), text);
                Assert.That(end.TotalSeconds, endDependsOnBatch ? Is.InRange(times[1], transcript.Duration.TotalSeconds) : Is.EqualTo(times[1]).Within(Step), text);
            }
        }
    }

    // Other sizes: TinyChunkedTests.
    [Test]
    public async Task Transcribe_ChunkedInBatches_GivesTheSame()
    {
        // One chunk and two: the first batch has one of each recording, the second is not full.
        AudioSource[] audios = [WhisperBase.Audio("en_ls_0000"), AudioSource.FromSamples(WhisperBase.Samples("en_tel_osr").AsMemory(0, 19 * 16_000), 16_000)];
        TranscriptionOptions options = Options with { WordTimestamps = true, Chunks = new ChunkOptions { Length = TimeSpan.FromSeconds(12) } };
        IReadOnlyList<Transcript> alone = await WhisperBase.Recognizer.TranscribeBatchAsync(audios, options with { BatchSize = 1 });
        IReadOnlyList<Transcript> together = await WhisperBase.Recognizer.TranscribeBatchAsync(audios, options with { BatchSize = 2 });
        foreach ((Transcript one, Transcript other) in alone.Zip(together))
        {
            TranscriptChecks.AssertSame(other, one);
            Assert.That(Timed(other), Is.EqualTo(Timed(one)));
        }

        static IEnumerable<(string, TimeSpan, TimeSpan)> Timed(Transcript transcript) =>
            transcript.Segments.SelectMany(segment => segment.Words).Select(word => (word.Text, word.Start, word.End));
    }

    private static bool Words(JsonNode arguments) => arguments["return_timestamps"]?.GetValueKind() == JsonValueKind.String;

    private static TranscriptionOptions PipelineOptions(JsonNode arguments)
    {
        double[] strides = [.. arguments["stride_length_s"]?.AsArray().Select(stride => (double)stride!) ?? []];
        return Options with
        {
            // The pipeline searches with five beams unless it is told otherwise.
            Decoding = new DecodingOptions { BeamSize = 5 },
            Timestamps = arguments["return_timestamps"] is not null,
            WordTimestamps = Words(arguments),
            Chunks = new ChunkOptions
            {
                Length = (double?)arguments["chunk_length_s"] is { } length ? TimeSpan.FromSeconds(length) : null,
                LeftStride = strides.Length > 0 ? TimeSpan.FromSeconds(strides[0]) : null,
                RightStride = strides.Length > 0 ? TimeSpan.FromSeconds(strides[1]) : null,
            },
        };
    }

    private static TranscriptionOptions Options => new()
    {
        Language = "en",
        LongForm = LongForm.Chunked,
        Fallback = new FallbackOptions { Temperatures = [0], CompressionRatio = null, AverageLogProbability = null, NoSpeechProbability = null },
    };
}

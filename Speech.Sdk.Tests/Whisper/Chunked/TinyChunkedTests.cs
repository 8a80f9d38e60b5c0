using Speech.Sdk.Audio;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Chunked;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Whisper.Chunked;

/// <summary>Chunks of a model of random weights, whose window is one second: what holds whatever is said.</summary>
public sealed class TinyChunkedTests
{
    private const int SampleRate = 16_000;

    private TinyModel? _folder;
    private ISpeechRecognizer? _recognizer;
    private WhisperModel? _model;

    [OneTimeSetUp]
    public async Task Load()
    {
        _folder = new TinyModel();
        _recognizer = await _folder.LoadAsync();
        _model = LoadedParts.Load(_folder.Folder);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _recognizer?.Dispose();
        _model?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public async Task Transcribe_AnyLength_AccountsForEverySecond(
        [Values(0.0001, 0.7, 1, 1.01, 3.3)] double seconds, [Values] Detail detail, [Values(1, 3)] int beams)
    {
        TranscriptionOptions options = Options(detail) with { Decoding = new DecodingOptions { BeamSize = beams } };
        Transcript transcript = await _recognizer!.TranscribeAsync(TinyModel.Tone(seconds), options);
        TranscriptChecks.AssertSound(transcript, Time((int)(SampleRate * seconds)));
        Assert.That(transcript.Coverage.Select(span => span.Kind), Is.SubsetOf(new[] { CoverageKind.Transcribed, CoverageKind.NoSpeech }));
        if (detail != Detail.Words)
            return;
        foreach (Segment segment in transcript.Segments)
        {
            Assert.That(string.Concat(segment.Words.Select(word => word.Text)), Is.EqualTo(segment.Text));
            TimeSpan[] times = [segment.Start, .. segment.Words.SelectMany(word => (TimeSpan[])[word.Start, word.End]), segment.End];
            Assert.That(times, Is.Ordered);
            Assert.That(segment.Words.Select(word => word.Confidence), Is.All.InRange(0, 1));
        }
    }

    [Test]
    public async Task TranscribeBatch_ManyRecordingsInBatchesOfAnySize_EqualsEachAlone([Values(1, 3, 8)] int batchSize)
    {
        double[] seconds = [2.2, 0.4, 1.7, 3.1];
        TranscriptionOptions options = Options(Detail.Words) with { BatchSize = batchSize, Fallback = new FallbackOptions { Temperatures = [0.6] } };
        IReadOnlyList<Transcript> together = await _recognizer!.TranscribeBatchAsync([.. seconds.Select(TinyModel.Tone)], options);
        foreach ((Transcript transcript, double length) in together.Zip(seconds))
            TranscriptChecks.AssertSame(transcript, await _recognizer.TranscribeAsync(TinyModel.Tone(length), options with { BatchSize = 1 }));
    }

    [Test]
    public async Task Transcribe_Ranges_StaysInsideThem()
    {
        TimeRange[] ranges = [new(Seconds(0.5), Seconds(2.5)), new(Seconds(3))];
        Transcript transcript = await _recognizer!.TranscribeAsync(TinyModel.Tone(4.5), Options(Detail.Segments) with { Ranges = ranges });
        TranscriptChecks.AssertSound(transcript, Seconds(4.5));
        Assert.That(transcript.Coverage.Where(span => span.Kind == CoverageKind.Dropped).Select(span => (span.Start.TotalSeconds, span.End.TotalSeconds)),
            Is.EqualTo(new[] { (0.0, 0.5), (2.5, 3.0) }));
        foreach (Segment segment in transcript.Segments)
            Assert.That(ranges.Any(range => segment.Start >= range.Start && segment.End <= (range.End ?? transcript.Duration)), segment.Text);
    }

    [Test]
    public async Task Transcribe_WithProgress_ReportsInOrderUpToTheDuration([Values(1, 3)] int batchSize)
    {
        List<TimeSpan> positions = [];
        await _recognizer!.TranscribeAsync(TinyModel.Tone(6), Options(Detail.Segments) with { BatchSize = batchSize, Progress = new Positions(positions) });
        Assert.That(positions, Is.Ordered);
        Assert.That(positions[^1], Is.EqualTo(Seconds(6)));
    }

    // seconds, chunk length, strides -> each chunk: begin, length, strides
    [TestCase(2.5, 1.0, 0.25, 0.25, "0+1 0 0.25|0.5+1 0.25 0.25|1+1 0.25 0.25|1.5+1 0.25 0")]
    [TestCase(2.4, 1.0, 0.25, 0.25, "0+1 0 0.25|0.5+1 0.25 0.25|1+1 0.25 0.25|1.5+0.9 0.25 0")]
    [TestCase(2.0, 1.0, 0.2, 0.1, "0+1 0 0.1|0.7+1 0.2 0.1|1.4+0.6 0.2 0")]
    [TestCase(1.0, 1.0, 0.2, 0.1, "0+1 0 0")]
    [TestCase(0.3, 1.0, 0.2, 0.1, "0+0.3 0 0")]
    [TestCase(1.25, 0.5, 0.0, 0.0, "0+0.5 0 0|0.5+0.5 0 0|1+0.25 0 0")]
    public void Next_Recording_CutsChunksThatOverlap(double seconds, double length, double left, double right, string expected)
    {
        using AudioWindow audio = Open(seconds);
        using var passages = new ChunkedPassages(Plan(length, left, right), audio, new EachAPassage([new SampleRange(0, long.MaxValue)]));
        List<string> chunks = [];
        while (passages.Next() is ChunkPassage chunk)
        {
            chunks.Add($"{(double)chunk.Seek / SampleRate}+{chunk.Stride.Length} {chunk.Stride.Left} {chunk.Stride.Right}");
            Assert.That(chunk.Samples, Is.EqualTo((int)(chunk.Stride.Length * SampleRate)));
        }

        Assert.That(string.Join('|', chunks), Is.EqualTo(expected));
    }

    [Test]
    public void Next_LongRecording_ReadsNoFurtherThanItMust()
    {
        const int readAhead = 1 << 16;
        using AudioWindow audio = Open(60);
        using var passages = new ChunkedPassages(Plan(1, 0.25, 0.25), audio, new EachAPassage([new SampleRange(0, long.MaxValue)]));
        for (long start = 0; passages.Next() is { } chunk; start += SampleRate / 2)
        {
            Assert.That(chunk.Seek, Is.EqualTo(start));
            Assert.That(audio.End, Is.LessThanOrEqualTo(start + SampleRate + 1 + readAhead));
            audio.Release(passages.NeededFrom);
        }
    }

    [TestCase(false, 0.5, 0.1, 0.1, "Chunks is given, but LongForm is Batched; expected Chunked")]
    [TestCase(true, 1.5, 0.1, 0.1, "Chunks.Length is 1.5 s; expected more than 0, at most the model's window of 1 s.")]
    [TestCase(true, 0, 0.1, 0.1, "Chunks.Length is 0 s")]
    [TestCase(true, 0.5, 0.25, 0.25, "Chunks.LeftStride and RightStride are 0.25 s and 0.25 s; expected less together than a chunk's 0.5 s.")]
    [TestCase(true, 0.5, -0.25, 0.25, "Chunks.LeftStride is -0.25 s; expected 0 or more.")]
    public void Transcribe_ChunksThatDoNotFit_SaysWhatIsExpected(bool chunked, double length, double left, double right, string expected) =>
        Assert.That(
            async () => await _recognizer!.TranscribeAsync(TinyModel.Tone(1), new TranscriptionOptions { LongForm = chunked ? LongForm.Chunked : LongForm.Batched, Chunks = Chunks(length, left, right) }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains(expected));

    [Test]
    public void Of_TimesThatContradictEachOther_KeepsAllTextInOrder()
    {
        MergedSegment[] merged =
        [
            Merged(2, 1, " at"), Merged(1.5, 1.5, " the"), Merged(1, 3, " "), Merged(2.5, 9, " tea"), Merged(9, 9.5, " 10"),
        ];
        IReadOnlyList<Segment> segments = MergedTranscript.Of(Plan(1, 0, 0), merged, TimeSpan.Zero, Seconds(4));
        Assert.That(segments.Select(segment => $"{segment.Start.TotalSeconds}-{segment.End.TotalSeconds}{segment.Text}"), Is.EqualTo(new[] { "0-2 at the", "2.5-4 tea 10" }));
    }

    private static TranscriptionOptions Options(Detail detail) => new()
    {
        LongForm = LongForm.Chunked,
        Timestamps = detail != Detail.Text,
        WordTimestamps = detail == Detail.Words,
    };

    private TranscriptionPlan Plan(double length, double left, double right) =>
        new(_model!, new TranscriptionOptions { LongForm = LongForm.Chunked, Chunks = Chunks(length, left, right) });

    private MergedSegment Merged(double start, double end, string text)
    {
        var window = new ChunkWindow(
            new DecodedWindow { Tokens = [], AverageLogProbability = 0, NoSpeechProbability = 0, CompressionRatio = 1, Ended = true }, TimeSpan.Zero);
        return new MergedSegment(start, end, null, [.. _model!.Tokenizer.Encode(text).Select(id => new MergedToken(new ChunkToken(id, Window: window), 0, 0))]);
    }

    private static ChunkOptions Chunks(double length, double left, double right) =>
        new() { Length = Seconds(length), LeftStride = Seconds(left), RightStride = Seconds(right) };

    private static AudioWindow Open(double seconds) => new(TinyModel.Tone(seconds).Open(SampleRate, CancellationToken.None));

    private static TimeSpan Time(int samples) => Seconds((double)samples / SampleRate);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public enum Detail
    {
        Text,
        Segments,
        Words,
    }

    private sealed class Positions(List<TimeSpan> all) : IProgress<TranscriptionProgress>
    {
        public void Report(TranscriptionProgress value) => all.Add(value.Position);
    }
}

using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>The words of a recording's parts to its transcript.</summary>
/// <param name="model">The model.</param>
/// <param name="options">What of the transcript is wanted.</param>
internal sealed class TranscriptParts(KyutaiSttModel model, TranscriptionOptions options)
{
    // Checkpoints do not say which languages they write.
    private const string Undetermined = "und";

    private readonly List<Segment> _segments = [];
    private readonly CoverageLedger _coverage = new();

    /// <summary>Adds a part.</summary>
    /// <param name="range">Where it is, in samples.</param>
    /// <param name="text">What was said, with times from its beginning.</param>
    public void Add(SampleRange range, StreamText text)
    {
        TimeSpan from = model.Timing.Time(range.Start);
        if (text.Words.Count == 0)
        {
            _coverage.Add(range.Start, range.End, CoverageKind.NoSpeech, "the model wrote no text");
            return;
        }

        _coverage.Add(range.Start, range.End, CoverageKind.Transcribed);
        IEnumerable<Range> parts = options.Timestamps ? new PauseCuts([.. text.Words.Select(word => (word.Start, word.End))]).Parts() : [Range.All];
        _segments.AddRange(parts.Select(part => Describe([.. text.Words.Take(part).Select(word => word with { Start = word.Start + from, End = word.End + from })], text.Tokens(part))));
    }

    /// <param name="length">The recording's length in samples.</param>
    /// <param name="asked">The parts that were asked for.</param>
    /// <param name="diagnostics">How the transcript was made.</param>
    public Transcript ToTranscript(long length, IReadOnlyList<SampleRange> asked, TranscriptDiagnostics diagnostics) => new()
    {
        Text = string.Concat(_segments.Select(segment => segment.Text)).Trim(),
        Language = Undetermined,
        Duration = model.Timing.Time(length),
        Segments = _segments,
        Coverage = CoverageLedger.Close([_coverage], length, model.Timing.SampleRate, asked),
        Diagnostics = diagnostics,
    };

    private Segment Describe(Word[] words, IReadOnlyList<int> tokens) => new()
    {
        Start = words[0].Start,
        End = words[^1].End,
        WindowStart = words[0].Start,
        Text = string.Concat(words.Select(word => word.Text)),
        Tokens = tokens,
        AverageLogProbability = words.Average(word => Math.Log(Math.Max(word.Confidence, double.Epsilon))),
        Words = options.WordTimestamps ? words : [],
    };
}

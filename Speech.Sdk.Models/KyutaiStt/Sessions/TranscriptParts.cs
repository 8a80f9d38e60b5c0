using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>Words, part after part of a recording, to its transcript.</summary>
/// <param name="model">The model.</param>
/// <param name="options">What of the transcript is wanted.</param>
internal sealed class TranscriptParts(KyutaiSttModel model, TranscriptionOptions options)
{
    private readonly List<Segment> _segments = [];
    private readonly CoverageLedger _coverage = new();

    /// <summary>Adds a part.</summary>
    /// <param name="range">Where it is, in samples.</param>
    /// <param name="words">Its words, with times from its beginning.</param>
    public void Add(SampleRange range, IReadOnlyList<TimedWord> words)
    {
        TimeSpan from = model.Timing.Time(range.Start);
        if (words.Count == 0)
            _coverage.Add(range.Start, range.End, CoverageKind.NoSpeech, "the model wrote no text");
        else
            _coverage.Add(range.Start, range.End, CoverageKind.Transcribed);
        IEnumerable<Range> parts = words.Count == 0 ? [] : options.Timestamps ? new PauseCuts([.. words.Select(word => (word.Start, word.End))]).Parts() : [Range.All];
        _segments.AddRange(parts.Select(part => Describe([.. words.Take(part)], from)));
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

    // Checkpoints do not say which languages they write.
    private const string Undetermined = "und";

    private Segment Describe(TimedWord[] words, TimeSpan from) => new()
    {
        Start = words[0].Start + from,
        End = words[^1].End + from,
        WindowStart = words[0].Start + from,
        Text = string.Concat(words.Select(word => word.Text)),
        Tokens = [.. words.SelectMany(word => word.Tokens)],
        AverageLogProbability = words.Sum(word => word.LogProbability * Weight(word)) / words.Sum(Weight),
        Words = options.WordTimestamps ? [.. words.Select(word => word.ToWord(from))] : [],
    };

    private static int Weight(TimedWord word) => Math.Max(1, word.Tokens.Count);
}

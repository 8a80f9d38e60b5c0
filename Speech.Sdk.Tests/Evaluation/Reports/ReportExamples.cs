using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Metrics;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Tests.Evaluation.Reports;

/// <summary>Reports filled by hand.</summary>
internal static class ReportExamples
{
    /// <summary>One run over three sets: two clips with words, one without, one that failed.</summary>
    public static EvaluationReport OneRun() => Of(Run("base",
        Clip("read/one", "The cat sat.", "the cat→bat sat +down"),
        Clip("read/two", "It rained, again.", "it rained -again"),
        Clip("silence/three", "", "+thank +you"),
        Clip("talk/four", "Nobody hears this.", "-nobody -hears -this") is var failed
            ? failed with { Counted = false, Result = failed.Result with { Hypothesis = null, Error = "the audio is empty" } } : null!));

    /// <summary>Two runs over the same two clips, compared.</summary>
    public static EvaluationReport TwoRuns() => Of(
        Run("base", Clip("read/one", "The cat sat.", "the cat→bat sat"), Clip("talk/two", "Yes, I do.", "yes i do")),
        Run("small", Clip("read/one", "The cat sat.", "the cat sat"), Clip("talk/two", "Yes, I do.", "yes -i do +so"))) with
    {
        Comparisons =
        [
            new() { Baseline = "base", Run = "small", Clips = 2, Difference = 1 / 6.0, Interval = new(-0.25, 0.5, 0.95), PermutationP = 0.5, MatchedPairsP = 0.0004 },
        ],
    };

    public static EvaluationReport Of(params RunReport[] runs) => new()
    {
        Created = new(2026, 11, 28, 12, 30, 0, TimeSpan.Zero),
        Scoring = new() { Normalizer = new NamedNormalizer("basic") },
        Runs = runs,
        Comparisons = [],
    };

    public static RunReport Run(string name, params ScoredClip[] clips) => new()
    {
        Run = new()
        {
            Name = name, Model = "whisper-base", ModelHash = new string('a', 64), Kind = "whisper int8", ExecutionProvider = "Cpu", Options = "--language en",
            Machine = "2 processors, Linux", Version = "0.1.0", Started = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
        },
        Total = Sum(clips),
        Groups = [new("set", [.. clips.GroupBy(clip => clip.Result.Clip.Set).Select(set => new ScoreGroupPart(set.Key, Sum([.. set])))])],
        Speed = new()
        {
            Audio = 2.5 * Seconds(clips.Length), Wall = Seconds(clips.Length), MedianLatency = Seconds(1), Latency90 = Seconds(1), Latency95 = Seconds(1),
            Latency99 = Seconds(1), MaximumLatency = Seconds(1),
        },
        Clips = clips,
    };

    /// <summary>A clip with its alignment.</summary>
    /// <param name="id">Its set and name.</param>
    /// <param name="reference">The text as it was given.</param>
    /// <param name="edits">Words: <c>both</c>, <c>said→written</c>, <c>-left-out</c>, <c>+put-in</c>.</param>
    public static ScoredClip Clip(string id, string reference, string edits)
    {
        TextAlignment words = Alignment(edits);
        EvaluationClip clip = new() { Id = id, Set = id.Split('/')[0], Reference = reference, Language = "en", Duration = Seconds(2.5) };
        ClipResult result = new() { Clip = clip, Hypothesis = string.Join(' ', words.Hypothesis), Language = "en", Audio = Seconds(2.5), Latency = Seconds(1) };
        return new(result, words, Characters(words), Counted: true);
    }

    /// <summary>The clip with a recording.</summary>
    public static ScoredClip WithAudio(this ScoredClip clip, string path, TimeRange? range = null) =>
        clip with { Result = clip.Result with { Clip = clip.Result.Clip with { AudioPath = path, Range = range } } };

    private static TextAlignment Alignment(string edits)
    {
        (List<string> reference, List<string> hypothesis, List<EditChunk> chunks) = ([], [], []);
        foreach (string edit in edits.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            (EditKind kind, string? said, string? written) = edit switch
            {
                ['-', .. string word] => (EditKind.Delete, word, null),
                ['+', .. string word] => (EditKind.Insert, null, word),
                _ when edit.Split('→') is [string left, string right] => (EditKind.Substitute, left, right),
                _ => (EditKind.Equal, edit, edit),
            };
            (int referenceStart, int hypothesisStart) = (reference.Count, hypothesis.Count);
            if (said is not null)
                reference.Add(said);
            if (written is not null)
                hypothesis.Add(written);
            if (chunks.Count > 0 && chunks[^1].Kind == kind)
                chunks[^1] = chunks[^1] with { ReferenceEnd = reference.Count, HypothesisEnd = hypothesis.Count };
            else
                chunks.Add(new(kind, referenceStart, reference.Count, hypothesisStart, hypothesis.Count));
        }

        long Count(EditKind kind) => chunks.Where(chunk => chunk.Kind == kind)
            .Sum(chunk => Math.Max(chunk.ReferenceEnd - chunk.ReferenceStart, chunk.HypothesisEnd - chunk.HypothesisStart));
        ErrorCounts counts = new(Count(EditKind.Equal), Count(EditKind.Substitute), Count(EditKind.Delete), Count(EditKind.Insert));
        return new() { Reference = reference, Hypothesis = hypothesis, Chunks = chunks, Counts = counts };
    }

    // As if every word had four letters, and a wrong one shared three of them.
    private static ErrorCounts Characters(TextAlignment words) => new(
        4 * words.Counts.Hits + 3 * words.Counts.Substitutions, words.Counts.Substitutions, 4 * words.Counts.Deletions, 4 * words.Counts.Insertions);

    private static ScoreSummary Sum(ScoredClip[] clips)
    {
        ScoredClip[] counted = [.. clips.Where(clip => clip.Counted)];
        ErrorCounts words = counted.Aggregate(new ErrorCounts(), (sum, clip) => sum + clip.Words.Counts);
        return new()
        {
            Clips = clips.Length, Failed = clips.Count(clip => clip.Result.Error is not null), Audio = Seconds(2.5 * counted.Length), Words = words,
            Characters = counted.Aggregate(new ErrorCounts(), (sum, clip) => sum + clip.Characters),
            WordErrorRateInterval = counted.Length > 1 && words.ReferenceLength > 0 ? new ConfidenceInterval(words.ErrorRate / 2, 1.5 * words.ErrorRate, 0.95) : null,
        };
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private sealed class NamedNormalizer(string name) : ITextNormalizer
    {
        public string Name => name;

        public string Normalize(string text, string? language = null) => text.ToLowerInvariant();
    }
}

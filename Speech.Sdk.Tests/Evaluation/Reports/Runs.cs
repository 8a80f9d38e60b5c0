using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Tests.Evaluation.Reports;

/// <summary>Runs for tests, and a normaliser that says what it was given.</summary>
internal static class Runs
{
    public static ScoringOptions Options { get; } = new() { Normalizer = new LowerCase(), Draws = 200 };

    public static RunResults Of(string name, params IReadOnlyList<ClipResult> clips) => new(new RunInfo { Name = name }, clips, Wall: null);

    /// <summary>A clip; without a hypothesis it failed.</summary>
    public static ClipResult Clip(string id, string reference, string? hypothesis, string set = "set") => new()
    {
        Clip = new EvaluationClip { Id = id, Set = set, Reference = reference },
        Hypothesis = hypothesis,
        Error = hypothesis is null ? "It cannot be decoded." : null,
    };

    /// <summary>Many clips of 8 to 12 words, of which about so many in a hundred are wrong.</summary>
    public static RunResults Random(string name, int clips, int wrong, int seed)
    {
        Random words = new(1), errors = new(seed);
        return Of(name, [.. Enumerable.Range(0, clips).Select(index =>
        {
            string[] reference = [.. Enumerable.Range(0, words.Next(8, 13)).Select(_ => $"w{words.Next(50)}")];
            return Clip($"set/{index}", string.Join(' ', reference), string.Join(' ', reference.Select(word => errors.Next(100) < wrong ? "x" : word)));
        })]);
    }

    public sealed class LowerCase : ITextNormalizer
    {
        public string Name => "lower case";

        public string Normalize(string text, string? language = null) => language == "tr" ? text.Replace('I', 'ı').ToLowerInvariant() : text.ToLowerInvariant();
    }
}

using Speech.Sdk.Evaluation.Normalization;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>What is compared, and how.</summary>
internal sealed record ComparisonSettings
{
    /// <summary>The engines; the others are compared with the first.</summary>
    public required IReadOnlyList<Engine> Engines { get; init; }

    /// <summary>What they are given.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }

    /// <summary>Rounds that count.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Rounds before them, which fill caches and are told apart.</summary>
    public int WarmUps { get; init; } = 1;

    /// <summary>Threads that engines are told to use.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether every clip gets a process of its own, also of engines that take many files.</summary>
    public bool EachAlone { get; init; }

    /// <summary>What texts go through before they are compared.</summary>
    public required ITextNormalizer Normalizer { get; init; }

    /// <exception cref="InvalidOptionException">Something is out of range.</exception>
    public void Validate()
    {
        if (Engines.Count == 0)
            throw new InvalidOptionException("There is no engine; expected at least one --engine NAME=COMMAND.");
        if (Engines.CountBy(engine => engine.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new InvalidOptionException($"Two engines are called '{twice}'; expected names that differ.");
        if (Rounds is < 1 or > 1000)
            throw new InvalidOptionException($"--rounds is {Rounds}; expected 1 to 1000.");
        if (WarmUps is < 0 or > 100)
            throw new InvalidOptionException($"--warm-ups is {WarmUps}; expected 0 to 100.");
        if (Threads is < 1 or > 1024)
            throw new InvalidOptionException($"--threads is {Threads}; expected 1 to 1024.");
    }
}

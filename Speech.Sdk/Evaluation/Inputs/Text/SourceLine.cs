namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Where in a file something was read.</summary>
/// <param name="File">The file's path, as people know it.</param>
/// <param name="Number">The line, from 1.</param>
internal readonly record struct SourceLine(string File, int Number)
{
    public override string ToString() => $"{File}, line {Number}";

    /// <summary>The error to throw for what the line holds.</summary>
    public SpeechException Error(string problem, Exception? cause = null) => cause is null ? new($"{this}: {problem}") : new($"{this}: {problem}", cause);
}

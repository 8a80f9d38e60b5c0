namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>What an engine's standard output is.</summary>
internal enum EngineOutput
{
    /// <summary>The text of the one file that it was given.</summary>
    Text,

    /// <summary>A line a file: its path, a tab, its text.</summary>
    Tsv,

    /// <summary>A JSON object a file, as <c>speech transcribe --format jsonl</c> writes it.</summary>
    Jsonl,
}

namespace Speech.Cli.Output;

/// <summary>Nothing more can be written to standard output.</summary>
internal sealed class StandardOutputException(IOException cause) : Exception($"standard output: {cause.Message}", cause);

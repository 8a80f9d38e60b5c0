namespace Speech.Cli.Output;

/// <summary>Nothing more can be written to standard output.</summary>
internal sealed class StandardOutputException(IOException cause, bool readerLeft) : Exception($"standard output: {cause.Message}", cause)
{
    /// <summary>Whether that is because the program at the other end of the pipe has ended, as head does.</summary>
    public bool ReaderLeft => readerLeft;
}

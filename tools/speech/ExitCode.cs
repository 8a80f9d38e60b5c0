namespace Speech.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>All done.</summary>
    public const int Success = 0;

    /// <summary>Something that the caller can mend: usage, a model, at least one of the files.</summary>
    public const int Failure = 2;

    /// <summary>A bug (EX_SOFTWARE of sysexits.h).</summary>
    public const int Bug = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}

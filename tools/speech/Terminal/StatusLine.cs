namespace Speech.Cli.Terminal;

/// <summary>A line at the bottom of a terminal that is written over; what is printed for good goes above it. Not thread-safe.</summary>
/// <param name="error">The terminal.</param>
/// <param name="width">Its columns.</param>
internal sealed class StatusLine(TextWriter error, Func<int> width)
{
    private const string EraseLine = "\r\e[K";

    private bool _shown;

    public void Show(string text)
    {
        Erase();
        error.Write(TextColumns.Fit(text, Math.Max(20, width()) - 1));
        error.Flush();
        _shown = true;
    }

    public void Erase()
    {
        if (_shown)
            error.Write(EraseLine);
        error.Flush();
        _shown = false;
    }
}

using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>
/// Committed text on standard output, a line an utterance, each word as soon as it is certain. What may still change stands behind it on
/// the terminal, dim, and is wiped off before anything else is written.
/// </summary>
/// <param name="output">For committed text.</param>
/// <param name="error">For notes, and for provisional text.</param>
/// <param name="showsProvisional">Whether somebody looks at standard error, on a terminal.</param>
/// <param name="width">The terminal's columns.</param>
internal sealed class LiveText(TextWriter output, TextWriter error, bool showsProvisional, Func<int> width) : ILiveDisplay
{
    private const string SaveCursor = "\e7", RestoreCursor = "\e8", EraseBelow = "\e[J", Dim = "\e[2m", Plain = "\e[0m";

    private int _column;
    private bool _inLine;
    private bool _shown;
    private string _provisional = "";

    public void Show(TranscriptUpdate update)
    {
        Erase();
        string text = _inLine ? update.Committed : update.Committed.TrimStart();
        bool ends = (update.EndsUtterance || update.Transcript is not null) && (_inLine || text.Length > 0);
        if (text.Length > 0 || ends)
            StandardOutput.Write(output, ends ? text + "\n" : text);
        _inLine = !ends && (_inLine || text.Length > 0);
        _column = ends ? 0 : _column + TextColumns.Of(text);
        _provisional = _inLine ? update.Provisional : update.Provisional.TrimStart();
        ShowProvisional();
    }

    public void Tell(string line)
    {
        Erase();
        // The text goes on below; for who reads standard output alone it is still one line.
        if (showsProvisional && _column > 0)
            error.WriteLine();
        error.WriteLine(line);
        _column = 0;
        ShowProvisional();
    }

    public void End()
    {
        Erase();
        if (_inLine)
            StandardOutput.Write(output, "\n");
        _inLine = false;
    }

    private void Erase()
    {
        if (_shown)
            error.Write(EraseBelow);
        error.Flush();
        _shown = false;
    }

    // As much as the line has room for: a line that scrolls could not be wiped off.
    private void ShowProvisional()
    {
        int columns = Math.Max(20, width());
        int room = columns - 1 - (_column % columns);
        if (!showsProvisional || _provisional.Length == 0 || room < 2)
            return;
        error.Write($"{SaveCursor}{Dim}{TextColumns.Fit(_provisional, room)}{Plain}{RestoreCursor}");
        error.Flush();
        _shown = true;
    }
}

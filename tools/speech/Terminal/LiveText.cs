using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>
/// Committed text on standard output, a line an utterance, each word as soon as it is certain. What may still change stands behind it on
/// the terminal, dim, and is wiped off before anything else is written.
/// </summary>
/// <param name="output">For committed text.</param>
/// <param name="terminal">For provisional text; null where nobody looks.</param>
/// <param name="width">The terminal's columns.</param>
internal sealed class LiveText(TextWriter output, TextWriter? terminal, Func<int> width) : ILiveDisplay
{
    private const string SaveCursor = "\e7", RestoreCursor = "\e8", EraseBelow = "\e[J", Dim = "\e[2m", Plain = "\e[0m";

    private int _column;
    private bool _shown;

    public void Show(TranscriptUpdate update)
    {
        Erase();
        string text = _column == 0 ? update.Committed.TrimStart() : update.Committed;
        bool ends = (update.EndsUtterance || update.Transcript is not null) && _column + text.Length > 0;
        if (text.Length > 0 || ends)
            StandardOutput.Write(output, ends ? text + "\n" : text);
        _column = ends ? 0 : _column + text.Length;
        ShowProvisional(_column == 0 ? update.Provisional.TrimStart() : update.Provisional);
    }

    private void Erase()
    {
        if (_shown)
            terminal!.Write(EraseBelow);
        terminal?.Flush();
        _shown = false;
    }

    // As much as the line has room for: a line that scrolls could not be wiped off.
    private void ShowProvisional(string text)
    {
        int columns = Math.Max(20, width());
        int room = columns - 1 - (_column % columns);
        if (terminal is null || text.Length == 0 || room < 2)
            return;
        string fitting = text.Length <= room ? text : string.Concat(text.AsSpan(0, room - 1), "…");
        terminal.Write($"{SaveCursor}{Dim}{fitting}{Plain}{RestoreCursor}");
        terminal.Flush();
        _shown = true;
    }
}

using Speech.Cli.Inputs;

namespace Speech.Cli.Output;

/// <summary>
/// Rows for people: columns in line under their names. Where there are several files, a line <c>==> name &lt;==</c> precedes each, as
/// head and tail do it.
/// </summary>
internal sealed class TextTable<T>(Func<T, IEnumerable<string[]>> rows) : IResultTable<T>
{
    private const string Gap = "  ";

    public void Write(TextWriter output, InputFile input, T result, bool first, bool alone)
    {
        if (!alone)
            output.Write($"{(first ? "" : "\n")}==> {input.DisplayName} <==\n");
        string[][] lines = [.. rows(result)];
        int[] widths = [.. Enumerable.Range(0, lines.Max(line => line.Length)).Select(column => lines.Max(line => column < line.Length ? line[column].Length : 0))];
        foreach (string[] line in lines)
            output.WriteLine(string.Join(Gap, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}

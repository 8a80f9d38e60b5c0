using Speech.Cli.Inputs;

namespace Speech.Cli.Output;

/// <summary>Rows for spreadsheets (RFC 4180, with line feeds): one header for all files, the file's name in front of every row.</summary>
internal sealed class CsvTable<T>(string[] header, Func<T, IEnumerable<string[]>> rows) : IResultTable<T>
{
    public void Write(TextWriter output, InputFile input, T result, bool first, bool alone)
    {
        if (first)
            WriteRow(output, header.Prepend("file"));
        foreach (string[] row in rows(result))
            WriteRow(output, row.Prepend(input.Name));
    }

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.WriteLine(string.Join(',', cells.Select(Quote)));

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using System.Text;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// The records of a CSV file by RFC 4180: cells in double quotes may hold commas, line ends and, doubled, quotes. A quote within a cell that does not
/// begin with one is a letter.
/// </summary>
internal sealed class CsvRecords
{
    private readonly StringPool _pool = new();
    private readonly List<string> _cells = [];
    private readonly StringBuilder _quoted = new();

    private CsvRecords()
    {
    }

    public static IEnumerable<(string[] Cells, SourceLine At)> Read(string path)
    {
        CsvRecords records = new();
        using TextLines lines = TextLines.Open(path);
        while (lines.NextFilled())
        {
            SourceLine start = lines.At;
            yield return (records.Parse(lines, start), start);
        }
    }

    private string[] Parse(TextLines lines, SourceLine start)
    {
        _cells.Clear();
        string line = lines.Text;
        for (int at = 0; ;)
        {
            if (at < line.Length && line[at] == '"')
            {
                at = ReadQuoted(lines, start, ref line, at + 1);
            }
            else
            {
                int length = line.AsSpan(at).IndexOf(',');
                int end = length < 0 ? line.Length : at + length;
                _cells.Add(_pool.Get(line.AsSpan(at..end)));
                at = end;
            }

            if (at == line.Length)
                return [.. _cells];
            at++;
        }
    }

    private int ReadQuoted(TextLines lines, SourceLine start, ref string line, int at)
    {
        _quoted.Clear();
        while (true)
        {
            int length = line.AsSpan(at).IndexOf('"');
            if (length < 0)
            {
                _quoted.Append(line, at, line.Length - at).Append('\n');
                if (!lines.Next())
                    throw start.Error("a quoted cell begins here and does not end; expected a closing quote. Quotes within quoted cells are doubled.");
                (line, at) = (lines.Text, 0);
                continue;
            }

            _quoted.Append(line, at, length);
            at += length + 1;
            if (at < line.Length && line[at] == '"')
            {
                _quoted.Append('"');
                at++;
                continue;
            }

            if (at < line.Length && line[at] != ',')
            {
                throw lines.At.Error($"there is '{line[at]}' behind the closing quote of a cell; expected a comma or the line's end. "
                    + "Quotes within quoted cells are doubled.");
            }

            _cells.Add(_quoted.ToString());
            return at;
        }
    }
}

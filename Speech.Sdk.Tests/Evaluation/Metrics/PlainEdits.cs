using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Tests.Evaluation.Metrics;

/// <summary>The edits by the whole table of numbers (Wagner and Fischer 1974), with the same order of preference.</summary>
internal static class PlainEdits
{
    /// <summary>One letter an edit: E, S, D or I.</summary>
    public static string Find(int[] reference, int[] hypothesis)
    {
        int[,] table = Table(reference, hypothesis);
        int column = reference.Length, row = hypothesis.Length;
        string path = "";
        while (column > 0 || row > 0)
        {
            bool delete = column > 0 && table[row, column] == table[row, column - 1] + 1;
            bool insert = row > 0 && (column == 0 || table[row - 1, column] == table[row - 1, column - 1] - 1);
            EditKind kind = delete ? EditKind.Delete
                : insert ? EditKind.Insert
                : reference[column - 1] == hypothesis[row - 1] ? EditKind.Equal : EditKind.Substitute;
            column -= kind == EditKind.Insert ? 0 : 1;
            row -= kind == EditKind.Delete ? 0 : 1;
            path = kind.ToString()[0] + path;
        }

        return path;
    }

    private static int[,] Table(int[] reference, int[] hypothesis)
    {
        int[,] table = new int[hypothesis.Length + 1, reference.Length + 1];
        for (int row = 0; row <= hypothesis.Length; row++)
        {
            for (int column = 0; column <= reference.Length; column++)
            {
                table[row, column] = row == 0 || column == 0
                    ? row + column
                    : Math.Min(
                        Math.Min(table[row - 1, column], table[row, column - 1]) + 1,
                        table[row - 1, column - 1] + (reference[column - 1] == hypothesis[row - 1] ? 0 : 1));
            }
        }

        return table;
    }
}

using System.Globalization;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Words;

public sealed class DynamicTimeWarpingTests
{
    // Rows are separated by slashes; the path is a list of row and column. Each row of the table ends in what it shows.
    [TestCase("3", "00", "one cell")]
    [TestCase("1 1 1", "00 01 02", "one row")]
    [TestCase("1/1/1", "00 10 20", "one column")]
    [TestCase("1 9 9/9 1 9/9 9 1", "00 11 22", "the diagonal where it is cheapest")]
    [TestCase("1 1 9 9/9 9 1 9/9 9 1 9/9 9 9 1", "00 01 12 22 33", "along the row, across, and down, around the costly cells")]
    [TestCase("0 0 0/0 0 0/0 0 0", "00 10 20 21 22", "ties go to the step along the row, so the path stays in the last row")]
    [TestCase("0 1/1 0", "00 11", "the diagonal below both others")]
    [TestCase("0 0/1 0", "00 10 11", "the diagonal and the upper cell alike: neither, though the left one is dearer")]
    public void Path_HandMadeCosts_TakesTheCheapestWayByTheRules(string costs, string path, string why)
    {
        float[][] rows = [.. costs.Split('/').Select(row => row.Split(' ').Select(cost => float.Parse(cost, CultureInfo.InvariantCulture)).ToArray())];
        (int Row, int Column)[] found = DynamicTimeWarping.Path([.. rows.SelectMany(row => row)], rows[0].Length);
        Assert.That(string.Join(' ', found.Select(step => $"{step.Row}{step.Column}")), Is.EqualTo(path), why);
    }

    [Test]
    public void Path_ManyRandomCosts_IsThatOfTheTextbook([Values(1, 7, 8, 9, 40)] int columns, [Values(1, 5, 23)] int rows)
    {
        var random = new Random(rows * 100 + columns);
        for (int round = 0; round < 50; round++)
        {
            // Few different costs, so that there are ties everywhere.
            float[] costs = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(-2, 3) * 0.5f)];
            Assert.That(DynamicTimeWarping.Path([.. costs], columns), Is.EqualTo(Textbook(costs, rows, columns)));
        }
    }

    [Test]
    public void RowStarts_Path_GivesTheFirstColumnOfEachRow() =>
        Assert.That(DynamicTimeWarping.RowStarts([1f, 1, 9, 9, 9, 9, 1, 9, 9, 9, 1, 9, 9, 9, 9, 1], 4), Is.EqualTo(new[] { 0, 2, 2, 3 }));

    [Test]
    public void Path_ReferenceCosts_IsTheReferences()
    {
        GoldenTensors golden = Shared.Tensors("fixtures/text/alignment.safetensors");
        string[] names = [.. golden.Names.Where(name => name.StartsWith("dtw_", StringComparison.Ordinal) && name.EndsWith("_x", StringComparison.Ordinal))];
        Assert.That(names, Has.Length.EqualTo(11));
        foreach (string name in names)
            CheckPath(golden, name, name.Replace("_x", "_path", StringComparison.Ordinal));
    }

    [TestCase("en_ls_0001")]
    [TestCase("zh_fleurs_1883")]
    public void Path_CostsOfSpeech_IsTheReferences(string clip) =>
        CheckPath(Shared.Tensors("fixtures/whisper/base/words.safetensors"), $"{clip}.dtw_cost", $"{clip}.dtw_path");

    private static void CheckPath(GoldenTensors golden, string costs, string path)
    {
        (int Row, int Column)[] found = DynamicTimeWarping.Path(golden.Floats(costs), golden.Shape(costs)[1]);
        long[] expected = golden.Longs(path);
        Assert.That(found.Select(step => (long)step.Row).Concat(found.Select(step => (long)step.Column)), Is.EqualTo(expected), costs);
    }

    /// <summary>The recurrence as openai-whisper writes it: a border of infinite costs, and every step's direction kept.</summary>
    private static List<(int Row, int Column)> Textbook(float[] costs, int rows, int columns)
    {
        float[,] sum = new float[rows + 1, columns + 1];
        int[,] trace = new int[rows + 1, columns + 1];
        for (int i = 0; i <= rows; i++)
        {
            for (int j = 0; j <= columns; j++)
            {
                if (i == 0 || j == 0)
                {
                    sum[i, j] = i + j == 0 ? 0 : float.PositiveInfinity;
                    continue;
                }

                (float c0, float c1, float c2) = (sum[i - 1, j - 1], sum[i - 1, j], sum[i, j - 1]);
                (float c, trace[i, j]) = c0 < c1 && c0 < c2 ? (c0, 0) : c1 < c0 && c1 < c2 ? (c1, 1) : (c2, 2);
                sum[i, j] = costs[((i - 1) * columns) + j - 1] + c;
            }
        }

        List<(int, int)> path = [];
        for ((int i, int j) = (rows, columns); i > 0 || j > 0;)
        {
            path.Insert(0, (i - 1, j - 1));
            int step = i == 0 ? 2 : j == 0 ? 1 : trace[i, j];
            i -= step < 2 ? 1 : 0;
            j -= step != 1 ? 1 : 0;
        }

        return path;
    }
}

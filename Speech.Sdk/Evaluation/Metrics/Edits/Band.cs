namespace Speech.Sdk.Evaluation.Metrics.Edits;

/// <summary>
/// The part of an edit matrix that paths of at most <paramref name="limit"/> edits cross (Ukkonen 1985), in blocks of 64 columns. Rows are prefixes
/// of the hypothesis, columns prefixes of the reference; of the edits of such a path at most <c>(limit - columns + rows) / 2</c> are insertions.
/// </summary>
internal readonly struct Band(int columns, int rows, int limit)
{
    /// <summary>Columns a block, one a bit.</summary>
    public const int BlockSize = 64;

    private readonly int _below = (limit - columns + rows) / 2;
    private readonly int _above = (limit + columns - rows) / 2;

    public int Columns => columns;

    public int Rows => rows;

    /// <summary>Blocks of the whole reference.</summary>
    public int Blocks => Block(columns) + 1;

    /// <summary>The most blocks that a row has within the band.</summary>
    public int Width => (int)Math.Min(Blocks, (((long)_below + _above + 1) / BlockSize) + 2);

    /// <summary>The row's first block, rows counted from 1.</summary>
    public int First(int row) => Block(Math.Max(1, row - _below));

    /// <summary>The row's last block. One column more than paths cross is in it, because a path's way back compares a row with its neighbour.</summary>
    public int Last(int row) => Block((int)Math.Min(columns, (long)row + _above + 1));

    private static int Block(int column) => (column - 1) / BlockSize;
}

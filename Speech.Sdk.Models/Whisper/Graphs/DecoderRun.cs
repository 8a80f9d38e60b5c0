namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>What a run of the decoder is made of: adjacent windows with as many rows and tokens each.</summary>
/// <param name="FirstWindow">Its first window, by slot.</param>
/// <param name="Windows">How many windows.</param>
/// <param name="RowsPerWindow">Rows of each.</param>
/// <param name="FirstToken">Where its tokens stand among those that are fed.</param>
/// <param name="TokensPerRow">Tokens of a row.</param>
/// <param name="FirstScore">Which scores it gives first, and which scored positions it is told of.</param>
/// <param name="ScoresPerRow">Scored tokens of a row.</param>
internal readonly record struct DecoderRun(int FirstWindow, int Windows, int RowsPerWindow, int FirstToken, int TokensPerRow, int FirstScore, int ScoresPerRow)
{
    /// <summary>How many of its windows, the last ones, nobody reads.</summary>
    public int Companions { get; init; }

    public int FirstRow => FirstWindow * RowsPerWindow;

    public int Rows => Windows * RowsPerWindow;

    /// <summary>The runs that take one window each, where tokens and scores stand in the order of the rows.</summary>
    public IEnumerable<DecoderRun> ByWindow()
    {
        for (int window = 0; window < Windows; window++)
        {
            int row = window * RowsPerWindow;
            yield return this with
            {
                FirstWindow = FirstWindow + window, Windows = 1, FirstToken = FirstToken + (row * TokensPerRow), FirstScore = FirstScore + (row * ScoresPerRow),
            };
        }
    }
}

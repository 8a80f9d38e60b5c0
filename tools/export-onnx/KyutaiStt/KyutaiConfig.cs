namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>The sizes of a Kyutai speech-to-text language model, whichever layout its config.json has.</summary>
internal sealed record KyutaiConfig
{
    public required int Width { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    /// <summary>Heads of keys and values.</summary>
    public required int KeyHeads { get; init; }

    public required int HeadWidth { get; init; }

    /// <summary>Values of each of the two products that a feed-forward multiplies.</summary>
    public required int Hidden { get; init; }

    /// <summary>How many steps a step sees, itself included.</summary>
    public required int Window { get; init; }

    /// <summary>Rows of the embedding that are text ids, the initial one included.</summary>
    public required int TextRows { get; init; }

    /// <summary>Text ids that are scored.</summary>
    public required int Scored { get; init; }

    public required int Codebooks { get; init; }

    /// <summary>Rows of the embedding for each codebook, the initial code included.</summary>
    public required int CodeRows { get; init; }

    /// <summary>The code that stands for no sound, and the row of the embedding that it takes: zeros, and the last one, in what is published.</summary>
    public required int SilentRow { get; init; }

    public required double Epsilon { get; init; }

    /// <summary>Whether a head turns neighbouring values rather than those of its two halves.</summary>
    public required bool TurnsNeighbours { get; init; }

    /// <summary>Heads that tell of pauses.</summary>
    public int PauseHeads { get; init; }

    /// <summary>Classes of such a head, of which the first is the pause.</summary>
    public int PauseClasses { get; init; } = 1;

    public int QueryWidth => Heads * HeadWidth;

    public int KeyWidth => KeyHeads * HeadWidth;

    public int EmbeddingRows => TextRows + (Codebooks * CodeRows) + 1;

    /// <summary>What holds in either layout; the caller completes the reader.</summary>
    public KyutaiConfig Check(ConfigReader fields)
    {
        fields.Require(HeadWidth % 2 == 0, $"positions turn pairs of values, and a head has {HeadWidth}");
        fields.Require(Heads % KeyHeads == 0, $"{Heads} attention heads cannot share {KeyHeads} heads of keys");
        fields.Require(Window > 1, $"a window of {Window} step remembers nothing");
        return this;
    }
}

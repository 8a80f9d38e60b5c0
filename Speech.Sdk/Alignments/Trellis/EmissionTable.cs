using System.Numerics.Tensors;

namespace Speech.Sdk.Alignments.Trellis;

/// <summary>
/// What a recording's frames say about the symbols of a text and about no others, so that hours of a large vocabulary stay small.
/// Column 0 is the blank, then come the text's symbols, then the wildcard. Scores are log-probabilities less that of the frame's
/// likeliest symbol: the same path is best, and sums over hours keep their digits.
/// </summary>
internal sealed class EmissionTable
{
    /// <summary>The column of the blank.</summary>
    public const int Blank = 0;

    // A frame of the wildcard counts as half of the frame's likeliest symbol: less than any text that fits, more than any that does not.
    private const float Wildcard = -0.6931472f;
    // Beyond this a symbol is impossible all the same, and sums stay finite.
    private const float Least = -1000;
    private const int BlockFrames = 4096;

    private readonly int[] _symbols;
    private readonly List<float[]> _blocks = [];

    /// <param name="blank">The blank's id.</param>
    /// <param name="symbols">The ids of the text's symbols.</param>
    public EmissionTable(int blank, IReadOnlyList<int> symbols) => _symbols = [blank, .. symbols];

    /// <summary>Frames so far.</summary>
    public int Frames { get; private set; }

    /// <summary>The column of the wildcard, which stands for any sound.</summary>
    public int WildcardColumn => _symbols.Length;

    // The last column is the log-probability of the frame's likeliest symbol.
    private int Width => _symbols.Length + 2;

    /// <summary>Adds frames [frames, vocabulary] of natural log-probabilities.</summary>
    public void Append(ReadOnlySpan<float> logProbabilities, int vocabulary)
    {
        for (; !logProbabilities.IsEmpty; logProbabilities = logProbabilities[vocabulary..])
        {
            if (Frames % BlockFrames == 0)
                _blocks.Add(new float[BlockFrames * Width]);
            Fill(logProbabilities[..vocabulary], _blocks[^1].AsSpan(Frames % BlockFrames * Width, Width));
            Frames++;
        }
    }

    /// <summary>The scores of a frame, one a column.</summary>
    public ReadOnlySpan<float> Row(int frame) => _blocks[frame / BlockFrames].AsSpan(frame % BlockFrames * Width, Width);

    /// <summary>The log-probability of a column's symbol at a frame.</summary>
    public double LogProbability(int frame, int column)
    {
        ReadOnlySpan<float> row = Row(frame);
        return (double)row[column] + row[^1];
    }

    private void Fill(ReadOnlySpan<float> logProbabilities, Span<float> row)
    {
        float best = TensorPrimitives.Max(logProbabilities);
        for (int column = 0; column < _symbols.Length; column++)
        {
            // A vocabulary may hold symbols that its model has no scores for.
            int symbol = _symbols[column];
            row[column] = symbol < logProbabilities.Length ? Math.Max(Least, logProbabilities[symbol] - best) : Least;
        }

        row[^2] = Wildcard;
        row[^1] = best;
    }
}

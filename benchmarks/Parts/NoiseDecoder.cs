using Speech.Sdk.Decoding;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// A decoder whose scores are noise, peaked as a model's are, and which never ends a text: all that a search over it costs is the search, and a copy of the
/// scores at each step.
/// </summary>
internal sealed class NoiseDecoder : IDecoderState
{
    private const int Distinct = 16;
    private const float Never = -30;

    private readonly float[][] _noise;
    private readonly float[] _scores;
    private int _step;

    public NoiseDecoder(int vocabularySize, int endOfText, int rows)
    {
        VocabularySize = vocabularySize;
        _scores = new float[rows * vocabularySize];
        Random random = new(1);
        _noise = [.. Enumerable.Range(0, Distinct).Select(_ => Noise(random, vocabularySize))];
        foreach (float[] scores in _noise)
            scores[endOfText] = Never;
    }

    public int VocabularySize { get; }

    public int Rows { get; private set; }

    /// <summary>Begins anew with one row.</summary>
    public void Begin()
    {
        (Rows, _step) = (1, 0);
        Fill();
    }

    public Span<float> Logits(int row) => _scores.AsSpan(row * VocabularySize, VocabularySize);

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken)
    {
        Rows = tokens.Length;
        _step++;
        Fill();
    }

    private void Fill()
    {
        for (int row = 0; row < Rows; row++)
            _noise[((_step * 5) + row) % Distinct].CopyTo(Logits(row));
    }

    private static float[] Noise(Random random, int count)
    {
        float[] scores = new float[count];
        foreach (ref float score in scores.AsSpan())
        {
            float uniform = (2 * random.NextSingle()) - 1;
            score = 12 * uniform * uniform * uniform;
        }

        return scores;
    }
}

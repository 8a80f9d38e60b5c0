using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

/// <summary><see cref="ToyDecoder"/>'s model with one row that takes several tokens in a run. Checks that no run repeats or leaves out a token.</summary>
internal sealed class DraftableToy : IDraftableState
{
    private readonly List<ulong> _states = [];
    private readonly List<float[]> _scores = [];

    /// <param name="vocabularySize">How many scores there are.</param>
    /// <param name="seed">Which model.</param>
    /// <param name="prompt">What it holds at first.</param>
    public DraftableToy(int vocabularySize, ulong seed, int[] prompt)
    {
        VocabularySize = vocabularySize;
        for (int length = 0; length <= prompt.Length; length++)
            _states.Add(ToyDecoder.Begin(seed, prompt.AsSpan(0, length)));
    }

    /// <summary>Whether a state's scores are turned upside down: what was likeliest is least likely.</summary>
    public Func<ulong, bool> IsWrong { get; init; } = _ => false;

    /// <summary>Every score, where it is given.</summary>
    public float? Fixed { get; init; }

    public int VocabularySize { get; }

    public int Rows => 1;

    public int Runs { get; private set; } = 1;

    public Span<float> Logits(int row) => Score(_states[^1]);

    public void Extend(ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Assert.That(tokens.Length, Is.GreaterThan(0));
        _scores.Clear();
        foreach (int token in tokens)
        {
            _states.Add(ToyDecoder.Next(_states[^1], token));
            _scores.Add(Score(_states[^1]));
        }

        Runs++;
    }

    public Span<float> ScoresAfter(int token) => _scores[token];

    public void Truncate(int length)
    {
        Assert.That(length, Is.GreaterThan(0));
        if (length + 1 < _states.Count)
            _states.RemoveRange(length + 1, _states.Count - length - 1);
    }

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken) => Assert.Fail("An assisted search extends.");

    private float[] Score(ulong state)
    {
        float sign = IsWrong(state) ? -1 : 1;
        return [.. Enumerable.Range(0, VocabularySize).Select(token => Fixed ?? sign * ToyDecoder.Logit(state, token))];
    }
}

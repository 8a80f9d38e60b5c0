using Speech.Sdk.Decoding.Ctc;

namespace Speech.Sdk.Models.Ctc;

/// <summary>A recording's one search, which goes on from piece to piece: what is said before a gap is context of what is said behind it.</summary>
internal sealed class CtcPieceSearch(CtcPlan plan)
{
    private const float Impossible = -100;

    private readonly List<CtcPiece> _pieces = [];
    private ICtcSearch? _search;
    private float[] _gap = [];
    private int _frames;
    private int _first;

    public IReadOnlyList<CtcPiece> Pieces => _pieces;

    /// <summary>A piece begins.</summary>
    public void Begin()
    {
        // Between two pieces a word ends.
        _search?.Accept(_gap);
        _frames += _search is null ? 0 : 1;
        _first = _frames;
    }

    /// <summary>Goes on with some of a piece's scores.</summary>
    /// <inheritdoc cref="CtcScores.Feed" path="/exception"/>
    public void Accept(CtcScores scores, int from, int to, CancellationToken cancellationToken)
    {
        _search ??= Start(scores.Symbols);
        scores.Feed(_search, from, to, cancellationToken);
        _frames += to - from;
    }

    /// <summary>The piece is over.</summary>
    public void End(long start, long end) => _pieces.Add(new CtcPiece(_first, _frames - _first, start, end));

    /// <summary>A piece that has no frame.</summary>
    public void Skip(long start, long end) => _pieces.Add(new CtcPiece(_frames, 0, start, end));

    /// <inheritdoc cref="ICtcSearch.Readings"/>
    public IReadOnlyList<CtcHypothesis> Readings(int count, bool ended) =>
        _search is { } search ? plan.Searches.Clean(search.Readings(count, ended)) : [new CtcHypothesis { Text = "", Words = [], AcousticScore = 0 }];

    private ICtcSearch Start(int symbols)
    {
        _gap = new float[symbols];
        _gap.AsSpan().Fill(Impossible);
        _gap[plan.Head.Vocabulary.Delimiter is { } delimiter && delimiter < symbols ? delimiter : plan.Head.Vocabulary.Blank] = 0;
        return plan.Searches.Begin(symbols);
    }
}

namespace Speech.Sdk.Models.Ctc;

/// <summary>When the frames of a search are said: it sees a recording's pieces one after the other, without what was left out between them.</summary>
/// <param name="pieces">In the order of time.</param>
/// <param name="hop">Samples of a frame.</param>
/// <param name="sampleRate">Samples a second.</param>
internal sealed class FrameTimes(IReadOnlyList<CtcPiece> pieces, int hop, int sampleRate)
{
    private readonly CtcPiece[] _pieces = [.. pieces.Where(piece => piece.Frames > 0)];
    private readonly int[] _firsts = [.. pieces.Where(piece => piece.Frames > 0).Select(piece => piece.First)];

    /// <summary>When a frame begins.</summary>
    public TimeSpan Start(int frame) => Time(Sample(frame, 0));

    /// <summary>When the frame before this one ends; not behind the piece that it lies in.</summary>
    public TimeSpan End(int frame) => Time(Sample(frame - 1, hop));

    private long Sample(int frame, int within)
    {
        int found = Array.BinarySearch(_firsts, frame);
        CtcPiece piece = _pieces[found >= 0 ? found : Math.Max(0, ~found - 1)];
        return Math.Min(piece.End, piece.Start + ((long)(frame - piece.First) * hop) + within);
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / sampleRate);
}

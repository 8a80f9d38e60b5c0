namespace Speech.Sdk.Models.Ctc;

/// <summary>How a recording that is not heard whole is cut up, in frames: a chunk decides for its core, and hears context on both sides.</summary>
/// <param name="Core">Frames that a chunk decides for.</param>
/// <param name="Left">Frames before them that it hears as well.</param>
/// <param name="Right">Frames behind them that it hears as well.</param>
internal sealed record CtcChunks(int Core, int Left, int Right)
{
    // A minute and a half of attention costs more than it tells, and models were trained on less than 30 s.
    public static readonly TimeSpan StandardLength = TimeSpan.FromSeconds(30);

    public int Length => Left + Core + Right;

    /// <exception cref="InvalidOptionException">The chunks are shorter than a frame.</exception>
    public static CtcChunks Of(ChunkOptions? options, int hop, int sampleRate)
    {
        options ??= new ChunkOptions();
        TimeSpan length = options.Length ?? StandardLength;
        int left = Frames(options.Left(length)), right = Frames(options.Right(length));
        int core = Frames(length) - left - right;
        return core >= 1 ? new CtcChunks(core, left, right) : throw new InvalidOptionException(FormattableString.Invariant(
            $"Chunks leaves {length.TotalSeconds} s less {options.Left(length).TotalSeconds} s and {options.Right(length).TotalSeconds} s to a chunk; expected a frame of {(double)hop / sampleRate} s at least."));

        int Frames(TimeSpan time) => (int)Math.Round(time.TotalSeconds * sampleRate / hop);
    }
}

namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>Some frames of a stream, which are stepped over one after the other.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Frames">How many.</param>
internal readonly record struct Turn(FrameKind Kind, int Frames)
{
    public ReadOnlyMemory<float> Audio { get; init; }

    public ReadOnlyMemory<long> Codes { get; init; }
}

namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>Audio to codes, one frame of 80 ms a step, for many streams at once. What a row gets does not depend on the other rows.</summary>
internal interface IFrameEncoder : IStreamRows, IDisposable
{
    int FrameSamples { get; }

    int Codebooks { get; }

    /// <summary>Where the samples of a row's next frame are put.</summary>
    Span<float> Audio(int row);

    /// <summary>Encodes a frame of the rows that are true; the others stay as they are. Allocates no managed memory.</summary>
    void Step(ReadOnlySpan<bool> rows, CancellationToken cancellationToken);

    /// <summary>The codes of a row's last frame, the semantic codebook's first.</summary>
    ReadOnlySpan<long> Codes(int row);
}

namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>Audio to codes for one recording, many frames at once; the codes are those that <see cref="IFrameEncoder"/> gives frame by frame.</summary>
internal interface IRecordingEncoder : IDisposable
{
    /// <summary>Encodes the next frames.</summary>
    /// <param name="audio">Whole frames.</param>
    /// <param name="codes">[frames, codebooks], written.</param>
    /// <param name="cancellationToken">Stops between two operators.</param>
    void Encode(ReadOnlySpan<float> audio, Span<long> codes, CancellationToken cancellationToken);
}

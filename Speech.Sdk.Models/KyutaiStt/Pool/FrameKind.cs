namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>What a stream brings to its next steps.</summary>
internal enum FrameKind
{
    /// <summary>The initial codes, before any audio.</summary>
    Initial,

    /// <summary>Samples, which the shared codec step encodes.</summary>
    Audio,

    /// <summary>Codes, which the stream has encoded by itself.</summary>
    Codes,
}

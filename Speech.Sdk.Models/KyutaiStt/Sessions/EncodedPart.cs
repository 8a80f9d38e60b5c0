using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>Some frames of a recording and their codes.</summary>
internal sealed class EncodedPart(KyutaiSttModel model)
{
    private readonly float[] _audio = new float[StreamPool.LongestTurn * model.Timing.Frame];
    private readonly long[] _codes = new long[StreamPool.LongestTurn * model.Codebooks];

    public int Frames { get; private set; }

    public ReadOnlyMemory<long> Codes => _codes.AsMemory(0, Frames * model.Codebooks);

    public ReadOnlySpan<float> Frame(int index) => _audio.AsSpan(index * model.Timing.Frame, model.Timing.Frame);

    /// <summary>Takes the frames that are there; false if there are none.</summary>
    public bool Fill(FrameBuffer source) => (Frames = source.Take(_audio)) > 0;

    public void Encode(IRecordingEncoder encoder, CancellationToken cancellationToken) =>
        encoder.Encode(_audio.AsSpan(0, Frames * model.Timing.Frame), _codes.AsSpan(0, Frames * model.Codebooks), cancellationToken);
}

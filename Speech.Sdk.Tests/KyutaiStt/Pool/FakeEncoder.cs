using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Tests.KyutaiStt.Pool;

/// <summary>A codec of two codes a frame of four samples.</summary>
internal sealed class FakeEncoder : FakeRows, IFrameEncoder
{
    public const int Frame = 4;
    public const int Codes = 2;

    private readonly float[] _audio = new float[64 * Frame];
    private readonly long[] _codes = new long[64 * Codes];

    public int FrameSamples => Frame;

    public int Codebooks => Codes;

    /// <summary>Called in every step.</summary>
    public Action Stepping { get; set; } = () => { };

    public bool IsDisposed { get; private set; }

    public Span<float> Audio(int row) => _audio.AsSpan(row * Frame, Frame);

    ReadOnlySpan<long> IFrameEncoder.Codes(int row) => _codes.AsSpan(row * Codes, Codes);

    public override void RemoveAt(int row)
    {
        _codes.AsSpan((Count - 1) * Codes, Codes).CopyTo(_codes.AsSpan(row * Codes));
        base.RemoveAt(row);
    }

    public void Step(ReadOnlySpan<bool> rows, CancellationToken cancellationToken)
    {
        Stepping();
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row])
                States[row] = Encode(States[row], Audio(row), _codes.AsSpan(row * Codes, Codes));
        }
    }

    /// <summary>The codes of one stream's whole frames.</summary>
    public static long[] Encode(ReadOnlySpan<float> audio)
    {
        long state = 1;
        long[] codes = new long[audio.Length / Frame * Codes];
        for (int frame = 0; frame < audio.Length / Frame; frame++)
            state = Encode(state, audio.Slice(frame * Frame, Frame), codes.AsSpan(frame * Codes, Codes));
        return codes;
    }

    public void Dispose() => IsDisposed = true;

    private static long Encode(long state, ReadOnlySpan<float> audio, Span<long> codes)
    {
        foreach (float sample in audio)
            state = Mix(state, (long)(sample * 1000));
        (codes[0], codes[1]) = (state >> 20 & 63, state >> 30 & 63);
        return state;
    }
}

using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Codec;

/// <summary>Encodes one recording, up to <see cref="PartFrames"/> frames in a run. Not thread-safe, and of no more use after a call that failed or was cancelled; the session may be shared.</summary>
internal sealed class RecordingEncoder : IRecordingEncoder
{
    /// <summary>Frames of a run: many enough to share the weights' way through memory, few enough for the caches.</summary>
    public const int PartFrames = 16;

    private readonly OrtSession _session;
    private readonly CodecShape _shape;
    private readonly CodecState _state;
    private readonly FrameTensors _frames;
    private readonly CodecBinding _whole;

    /// <param name="session">The graph <c>codec</c> on the CPU; not disposed.</param>
    public RecordingEncoder(OrtSession session)
    {
        _session = session;
        _shape = CodecShape.Of(session);
        _state = new CodecState(_shape, rows: 1);
        _state.Clear(0);
        _frames = new FrameTensors(_shape, PartFrames);
        _whole = Bind(PartFrames);
    }

    public int FrameSamples => _shape.FrameSamples;

    public int Codebooks => _shape.Codebooks;

    public void Encode(ReadOnlySpan<float> audio, Span<long> codes, CancellationToken cancellationToken)
    {
        int frames = Math.DivRem(audio.Length, FrameSamples, out int rest);
        if (rest != 0 || codes.Length != frames * Codebooks)
            throw new ArgumentException($"{audio.Length} samples and room for {codes.Length} codes were given; expected whole frames of {FrameSamples} samples and {Codebooks} codes for each.");
        using var call = new InferenceCall(cancellationToken);
        for (int first = 0; first < frames; first += PartFrames)
        {
            int count = Math.Min(PartFrames, frames - first);
            EncodePart(audio.Slice(first * FrameSamples, count * FrameSamples), codes.Slice(first * Codebooks, count * Codebooks), call);
        }
    }

    /// <summary>Writes what was heard so far, so that <see cref="FrameEncoder.Restore"/> can go on frame by frame.</summary>
    public void Save(BinaryWriter target) => _state.Save(0, target);

    public void Dispose()
    {
        _whole.Dispose();
        _frames.Dispose();
        _state.Dispose();
    }

    private void EncodePart(ReadOnlySpan<float> audio, Span<long> codes, InferenceCall call)
    {
        int frames = audio.Length / FrameSamples;
        for (int frame = 0; frame < frames; frame++)
        {
            audio.Slice(frame * FrameSamples, FrameSamples).CopyTo(_frames.Audio(frame));
            _frames.Place(frame, _state.Positions[0] + (frame * CodecShape.ColumnsPerFrame));
        }

        if (frames == PartFrames)
        {
            call.Run(_session, _whole.Native);
        }
        else
        {
            using CodecBinding binding = Bind(frames);
            call.Run(_session, binding.Native);
        }

        _state.Positions[0] += frames * CodecShape.ColumnsPerFrame;
        for (int frame = 0; frame < frames; frame++)
            _frames.Codes(frame).CopyTo(codes[(frame * Codebooks)..]);
    }

    private CodecBinding Bind(int frames) => new(_session, (binding, views) =>
    {
        _frames.Bind(binding, views, 0, frames);
        _state.Bind(binding, views, 0, 1);
        _state.BindContextInPlace(binding, views);
    });
}

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.KyutaiStt.Codec;

/// <summary>What a run of a codec's graph is given besides its state, and the codes that it gives back: one entry a stream, or a frame.</summary>
internal sealed class FrameTensors(CodecShape shape, int entries) : IDisposable
{
    private readonly RotaryAngles _angles = new(shape.RotaryBase, shape.HeadWidth);
    private readonly TensorBuffer _audio = new(TensorElementType.Float, (long)entries * shape.FrameSamples);
    private readonly TensorBuffer _cosines = new(TensorElementType.Float, (long)entries * shape.Angles);
    private readonly TensorBuffer _sines = new(TensorElementType.Float, (long)entries * shape.Angles);
    private readonly TensorBuffer _codes = new(TensorElementType.Int64, (long)entries * shape.Codebooks);

    public Span<float> Audio(int entry) => _audio.Span<float>().Slice(entry * shape.FrameSamples, shape.FrameSamples);

    public Span<long> Codes(int entry) => _codes.Span<long>().Slice(entry * shape.Codebooks, shape.Codebooks);

    /// <summary>Says where a frame lies in its stream.</summary>
    public void Place(int entry, long position) => _angles.Write(
        position, _cosines.Span<float>().Slice(entry * shape.Angles, shape.Angles), _sines.Span<float>().Slice(entry * shape.Angles, shape.Angles));

    public void Copy(int entry, FrameTensors target, int targetEntry)
    {
        Audio(entry).CopyTo(target.Audio(targetEntry));
        Codes(entry).CopyTo(target.Codes(targetEntry));
    }

    public void Bind(OrtIoBinding binding, ViewSet views, int first, int count)
    {
        binding.BindInput("audio", views.Add(_audio.View([count, shape.FrameSamples], (long)first * shape.FrameSamples)));
        long[] angles = [count, CodecShape.ColumnsPerFrame, shape.HeadWidth / 2];
        binding.BindInput("cosines", views.Add(_cosines.View(angles, (long)first * shape.Angles)));
        binding.BindInput("sines", views.Add(_sines.View(angles, (long)first * shape.Angles)));
        binding.BindOutput("codes", views.Add(_codes.View([count, shape.Codebooks], (long)first * shape.Codebooks)));
    }

    public void Dispose()
    {
        foreach (TensorBuffer buffer in (TensorBuffer[])[_audio, _cosines, _sines, _codes])
            buffer.Dispose();
    }
}

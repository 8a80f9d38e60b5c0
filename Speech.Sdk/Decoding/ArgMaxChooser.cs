using System.Numerics.Tensors;

namespace Speech.Sdk.Decoding;

/// <summary>The most probable token; of equal ones the first.</summary>
internal sealed class ArgMaxChooser : ITokenChooser
{
    public int Choose(ReadOnlySpan<float> scores, int audio) => TensorPrimitives.IndexOfMax(scores);
}

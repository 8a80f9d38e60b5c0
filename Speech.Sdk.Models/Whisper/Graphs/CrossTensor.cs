using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// Something that the encoder leaves of every window for the decoder's cross attention: a layer's keys or values, or what belongs to them
/// where they are in 8 bits (docs/graphs.md).
/// </summary>
/// <param name="Name">The encoder's output and the decoder's input.</param>
/// <param name="AppendedName">The decoder's output that is bound to the same memory; null where there is none.</param>
/// <param name="ElementType">What it is made of.</param>
/// <param name="Shape">Its dimensions behind the first, which counts windows; negative for positions, of which there may be more than the window has: -1 - padding.</param>
internal sealed record CrossTensor(string Name, string? AppendedName, TensorElementType ElementType, IReadOnlyList<int> Shape)
{
    private const string Prefix = "cross_";
    private const string PaddedPositions = "padded_positions";

    /// <summary>All of them, by the decoder's inputs.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="mostQueries">How many queries a window may have in a run; each but one takes a position of padding.</param>
    public static IReadOnlyList<CrossTensor> Of(OrtSession decoder, int mostQueries) =>
    [
        .. from input in decoder.Native.InputMetadata
           where input.Key.StartsWith(Prefix, StringComparison.Ordinal)
           let appended = InPlaceOutput.Of(input.Key)
           select new CrossTensor(input.Key, decoder.HasOutput(appended) ? appended : null, input.Value.ElementDataType, ShapeOf(input.Value, mostQueries)),
    ];

    /// <summary>Elements that a window of so many positions has.</summary>
    public long Elements(int positions)
    {
        long elements = 1;
        foreach (int dimension in Shape)
            elements *= Resolve(dimension, positions);
        return elements;
    }

    /// <summary>The shape of some windows of so many positions.</summary>
    public long[] ShapeFor(int windows, int positions) => [windows, .. Shape.Select(dimension => (long)Resolve(dimension, positions))];

    /// <summary>In what the encoder gives something else than the decoder reads. <value>null: in nothing that the graphs say.</value></summary>
    public string? Misfit(OrtSession encoder, OrtSession decoder)
    {
        if (!encoder.HasOutput(Name))
            return $"the decoder reads {Name} ({ElementType}), the encoder does not give it";
        if (encoder.OutputType(Name) != ElementType)
            return $"the decoder reads {Name} ({ElementType}), the encoder gives {encoder.OutputType(Name)}";
        NodeMetadata given = encoder.Native.OutputMetadata[Name], read = decoder.Native.InputMetadata[Name];
        bool fits = given.Dimensions.Length == read.Dimensions.Length && given.Dimensions.Zip(read.Dimensions).All(pair => pair.First < 0 || pair.Second < 0 || pair.First == pair.Second);
        return fits ? null : $"the decoder reads {Name} as {Text(read)}, the encoder gives {Text(given)}";

        static string Text(NodeMetadata tensor) =>
            $"[{string.Join(", ", tensor.Dimensions.Zip(tensor.SymbolicDimensions).Select(dimension => dimension.First >= 0 ? $"{dimension.First}" : dimension.Second))}]";
    }

    private static int Resolve(int dimension, int positions) => dimension >= 0 ? dimension : positions - 1 - dimension;

    private static int[] ShapeOf(NodeMetadata input, int mostQueries) =>
        [.. input.Dimensions.Zip(input.SymbolicDimensions).Skip(1).Select(dimension => dimension.First >= 0 ? dimension.First : dimension.Second == PaddedPositions ? -mostQueries : -1)];
}

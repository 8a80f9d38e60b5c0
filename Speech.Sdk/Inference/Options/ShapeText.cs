using System.Globalization;

namespace Speech.Sdk.Inference;

/// <summary>Dimensions as TensorRT's options have them: <c>1x80x3000</c>.</summary>
internal static class ShapeText
{
    public static string Of(IReadOnlyList<long> shape) => string.Join('x', shape.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)));
}

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>The tensors of common layers and their shapes, for what is required of a checkpoint.</summary>
internal static class LayerShapes
{
    public static void AddLinear(this Dictionary<string, long[]> shapes, string layer, long outputs, long inputs)
    {
        shapes[layer + ".weight"] = [outputs, inputs];
        shapes[layer + ".bias"] = [outputs];
    }

    public static void AddNorm(this Dictionary<string, long[]> shapes, string norm, long width)
    {
        shapes[norm + ".weight"] = [width];
        shapes[norm + ".bias"] = [width];
    }
}

namespace Speech.Sdk.Export.Layers;

/// <summary>What a product with a weight in blocks is summed in: MatMulNBits' accuracy_level.</summary>
internal enum BlockAccuracy
{
    /// <summary>The weight becomes floats first: the activations lose nothing.</summary>
    Floats = 1,

    /// <summary>Activations are rounded to 8 bits as well: the fast way on CPUs.</summary>
    Integers = 4,
}

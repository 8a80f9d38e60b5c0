namespace Speech.Sdk.Inference;

/// <summary>What this SDK's graphs call an output that is written into an input's memory, as caches are: <c>self_k_3</c> becomes <c>self_k_out_3</c>.</summary>
internal static class InPlaceOutput
{
    /// <summary>The output's name.</summary>
    /// <param name="input">The input's name, which ends in a layer's number.</param>
    public static string Of(string input) => input.Insert(input.LastIndexOf('_'), "_out");
}

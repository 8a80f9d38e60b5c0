namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>What the graphs call a decoder layer's keys and values.</summary>
internal sealed record DecoderLayerNames(int Layer)
{
    public string CrossKey { get; } = $"cross_k_{Layer}";

    public string CrossValue { get; } = $"cross_v_{Layer}";

    public string SelfKey { get; } = $"self_k_{Layer}";

    public string SelfValue { get; } = $"self_v_{Layer}";

    public string SelfKeyOut { get; } = $"self_k_out_{Layer}";

    public string SelfValueOut { get; } = $"self_v_out_{Layer}";
}

using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>What the decoder calls a layer's keys and values of the tokens so far.</summary>
internal sealed record DecoderLayerNames(int Layer)
{
    public string SelfKey { get; } = $"self_k_{Layer}";

    public string SelfValue { get; } = $"self_v_{Layer}";

    public string SelfKeyOut { get; } = InPlaceOutput.Of($"self_k_{Layer}");

    public string SelfValueOut { get; } = InPlaceOutput.Of($"self_v_{Layer}");
}

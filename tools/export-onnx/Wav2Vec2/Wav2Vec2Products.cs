using Speech.Sdk.Export.Layers;

namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>How the products are computed: those of the transformer layers, and those of each convolution of the feature encoder.</summary>
internal sealed record Wav2Vec2Products(Projection Layers, Func<int, Projection> Convolution);

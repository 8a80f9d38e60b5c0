using Speech.Sdk.Export.Layers;
using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.Whisper;

/// <summary>What a window leaves for the decoder's cross attention, which the encoder writes once and the decoder reads at every step.</summary>
internal interface ICrossCache
{
    /// <summary>Makes a layer's keys and values, rows [audios * positions, width], outputs of the encoder.</summary>
    /// <param name="graph">The encoder's graph.</param>
    /// <param name="layer">Which layer of the decoder.</param>
    /// <param name="keys">The layer's keys.</param>
    /// <param name="values">The layer's values.</param>
    /// <param name="positions">The value that holds [positions].</param>
    void Write(GraphBuilder graph, int layer, string keys, string values, string positions);

    /// <summary>Declares all of it as inputs of another graph.</summary>
    ICrossCacheReader Read(GraphBuilder graph, TransformerBlock block);
}

using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>What turns an encoder's states into a graph's outputs. Heads compute in 32-bit floats whatever the encoder's precision.</summary>
internal interface ISpeechHead
{
    /// <summary>What the graph is for, in the manifest; its file is named after it.</summary>
    string Role { get; }

    /// <summary>The head's tensors in the checkpoint and their shapes.</summary>
    IReadOnlyDictionary<string, long[]> Tensors { get; }

    /// <summary>Adds the head's nodes and outputs to the graph.</summary>
    void Apply(GraphBuilder graph, WeightStore weights, EncodedSpeech speech);
}

using Speech.Sdk.Export.Onnx;
using static Speech.Sdk.Export.Onnx.GraphAttribute;

namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>The nonlinearity of a feed-forward or convolution.</summary>
internal enum Activation
{
    /// <summary>x · sigmoid(x), also called silu.</summary>
    Swish,
    Gelu,
    Relu,
}

/// <summary>Activations by their names in config.json, and as operators.</summary>
internal static class Activations
{
    public static Activation Read(ConfigReader fields, string name, string standard) => fields.Word(name, standard, "swish", "silu", "gelu", "relu") switch
    {
        "gelu" => Activation.Gelu,
        "relu" => Activation.Relu,
        _ => Activation.Swish,
    };

    public static string Activate(this GraphBuilder graph, Activation activation, string x) => activation switch
    {
        // QuickGelu is x · sigmoid(alpha · x).
        Activation.Swish => graph.AddMicrosoft("QuickGelu", [x], Float("alpha", 1)),
        Activation.Gelu => graph.AddMicrosoft("Gelu", [x]),
        _ => graph.Add("Relu", [x]),
    };
}

using Speech.Sdk.Export.Checkpoints;

namespace Speech.Sdk.Export.Whisper;

/// <summary>The names and shapes of a Whisper checkpoint's tensors, with the prefix that this checkpoint uses.</summary>
internal sealed class WhisperTensors
{
    private readonly string _prefix;

    private WhisperTensors(string prefix) => _prefix = prefix;

    public string Encoder => _prefix + "encoder";

    public string Decoder => _prefix + "decoder";

    public string TokenEmbedding => Decoder + ".embed_tokens.weight";

    public string EncoderLayer(int layer) => $"{Encoder}.layers.{layer}";

    public string DecoderLayer(int layer) => $"{Decoder}.layers.{layer}";

    /// <summary>Throws, naming every problem, unless all that the configuration asks for is there.</summary>
    public static WhisperTensors Check(Checkpoint checkpoint, WhisperConfig config)
    {
        // WhisperModel saves without the prefix that WhisperForConditionalGeneration has.
        var tensors = new WhisperTensors(checkpoint.Contains("encoder.conv1.weight") ? "" : "model.");
        checkpoint.Require(tensors.EncoderShapes(config).Concat(tensors.DecoderShapes(config)));
        tensors.RequireTiedOutput(checkpoint);
        return tensors;
    }

    /// <summary>The same for a classifier, which has an encoder and a head.</summary>
    public static WhisperTensors Check(Checkpoint checkpoint, WhisperConfig config, ClassifierConfig head)
    {
        var tensors = new WhisperTensors("");
        checkpoint.Require(tensors.EncoderShapes(config).Concat(head.Tensors(config)));
        return tensors;
    }

    // Many checkpoints hold a copy of the embedding as proj_out; a layer of its own would be left out without a word.
    private void RequireTiedOutput(Checkpoint checkpoint)
    {
        const string Output = "proj_out.weight";
        if (checkpoint.Contains(Output) && !checkpoint[Output].ReadFloats().AsSpan().SequenceEqual(checkpoint[TokenEmbedding].ReadFloats()))
            throw new ModelFolderException($"{checkpoint.Folder} has an output layer ({Output}) that differs from its token embedding, which is not supported; give a checkpoint that ties them, as Whisper does.");
    }

    private Dictionary<string, long[]> EncoderShapes(WhisperConfig config)
    {
        long width = config.Width;
        Dictionary<string, long[]> shapes = new()
        {
            [Encoder + ".conv1.weight"] = [width, config.MelBins, 3],
            [Encoder + ".conv1.bias"] = [width],
            [Encoder + ".conv2.weight"] = [width, width, 3],
            [Encoder + ".conv2.bias"] = [width],
            [Encoder + ".embed_positions.weight"] = [config.SourcePositions, width],
        };
        AddNorm(shapes, Encoder + ".layer_norm", width);
        for (int i = 0; i < config.EncoderLayers; i++)
            AddLayer(shapes, EncoderLayer(i), width, config.EncoderHidden);
        return shapes;
    }

    private Dictionary<string, long[]> DecoderShapes(WhisperConfig config)
    {
        long width = config.Width;
        Dictionary<string, long[]> shapes = new()
        {
            [TokenEmbedding] = [config.Vocabulary, width],
            [Decoder + ".embed_positions.weight"] = [config.TargetPositions, width],
        };
        AddNorm(shapes, Decoder + ".layer_norm", width);
        for (int i = 0; i < config.DecoderLayers; i++)
        {
            AddLayer(shapes, DecoderLayer(i), width, config.DecoderHidden);
            AddAttention(shapes, DecoderLayer(i) + ".encoder_attn", width);
        }

        return shapes;
    }

    private static void AddLayer(Dictionary<string, long[]> shapes, string layer, long width, long hidden)
    {
        AddAttention(shapes, layer + ".self_attn", width);
        shapes[layer + ".fc1.weight"] = [hidden, width];
        shapes[layer + ".fc1.bias"] = [hidden];
        shapes[layer + ".fc2.weight"] = [width, hidden];
        shapes[layer + ".fc2.bias"] = [width];
        AddNorm(shapes, layer + ".final_layer_norm", width);
    }

    private static void AddAttention(Dictionary<string, long[]> shapes, string attention, long width)
    {
        foreach (string projection in (string[])["q_proj", "k_proj", "v_proj", "out_proj"])
        {
            shapes[$"{attention}.{projection}.weight"] = [width, width];
            if (projection != "k_proj")
                shapes[$"{attention}.{projection}.bias"] = [width];
        }

        AddNorm(shapes, attention + "_layer_norm", width);
    }

    private static void AddNorm(Dictionary<string, long[]> shapes, string norm, long width)
    {
        shapes[norm + ".weight"] = [width];
        shapes[norm + ".bias"] = [width];
    }
}

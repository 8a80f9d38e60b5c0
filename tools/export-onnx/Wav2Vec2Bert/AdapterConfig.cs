namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>The layers behind the encoder that keep every second row or so (add_adapter).</summary>
/// <param name="Layers">How many there are.</param>
/// <param name="Width">Values of a row from here on.</param>
/// <param name="Kernel">Rows that a convolution sees.</param>
/// <param name="Stride">Rows that it steps.</param>
/// <param name="Activation">Of the layers' feed-forwards.</param>
/// <param name="FeedForwardBefore">Whether one more feed-forward comes before the first layer.</param>
internal sealed record AdapterConfig(int Layers, int Width, int Kernel, int Stride, Activation Activation, bool FeedForwardBefore)
{
    /// <summary>Zeros on either side of a convolution's rows.</summary>
    public int Padding => Stride / 2;

    public static AdapterConfig? Read(ConfigReader fields, int encoderWidth)
    {
        bool feedForward = fields.Flag("use_intermediate_ffn_before_adapter");
        bool adapted = fields.Flag("add_adapter");
        fields.Require(adapted || !feedForward, "use_intermediate_ffn_before_adapter is true although add_adapter is false");
        return adapted
            ? new AdapterConfig(
                fields.Count("num_adapter_layers", 1), fields.Number("output_hidden_size", encoderWidth), fields.Number("adapter_kernel_size", 3),
                fields.Number("adapter_stride", 2), Activations.Read(fields, "adapter_act", "relu"), feedForward)
            : null;
    }
}

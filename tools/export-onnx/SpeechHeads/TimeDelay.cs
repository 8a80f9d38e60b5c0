namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>One time-delay layer: a dilated convolution over frames without padding.</summary>
internal sealed record TimeDelay(int Inputs, int Outputs, int Kernel, int Dilation)
{
    /// <summary>How many frames fewer come out than go in.</summary>
    public int Context => (Kernel - 1) * Dilation;
}

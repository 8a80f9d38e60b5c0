namespace Speech.Sdk.Export.Mimi;

/// <summary>A convolution over time that sees its column and what lies before it.</summary>
/// <param name="Layer">The name of its tensors without <c>.weight</c> and <c>.bias</c>.</param>
/// <param name="Inputs">Channels that it reads.</param>
/// <param name="Outputs">Channels that it gives.</param>
/// <param name="Kernel">Columns that it sees; a multiple of the stride.</param>
/// <param name="Stride">Columns from one output to the next.</param>
/// <param name="Rate">Columns that it gives for a frame.</param>
internal sealed record CausalConvolution(string Layer, int Inputs, int Outputs, int Kernel, int Stride, int Rate)
{
    public int Dilation { get; init; } = 1;

    public bool HasBias { get; init; } = true;

    /// <summary>What a stream begins with: copies of its first column instead of zeros.</summary>
    public bool RepeatsFirstColumn { get; init; }

    /// <summary>Columns before the current ones that it needs.</summary>
    public int Context => ((Kernel - 1) * Dilation) + 1 - Stride;

    /// <summary>Values that a stream carries from one frame to the next for it.</summary>
    public int ContextValues => Context * Inputs;
}

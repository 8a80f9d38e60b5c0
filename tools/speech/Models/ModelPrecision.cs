namespace Speech.Cli.Models;

/// <summary>What a checkpoint's weights are stored in once converted.</summary>
internal enum ModelPrecision
{
    Fp32,
    Fp16,
    Int8,
    Int4,
}

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>How a checkpoint stores a tensor's elements; only the floating-point ones can be read.</summary>
internal enum ElementType
{
    Other,
    Float16,
    BFloat16,
    Float32,
    Float64,
}

namespace Speech.Sdk.Inference.Providers;

/// <summary>The systems that differ in what inference can run on.</summary>
internal enum OsKind
{
    Linux,
    Windows,
    MacOs,
}

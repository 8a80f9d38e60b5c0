namespace Speech.Sdk.Export;

/// <summary>How far an export is: the weight being converted, and the share of the checkpoint's weights read so far, 0 to 1.</summary>
public sealed record ExportProgress(string Weight, double Fraction);

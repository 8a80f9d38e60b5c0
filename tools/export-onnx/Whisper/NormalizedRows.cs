namespace Speech.Sdk.Export.Whisper;

/// <summary>Rows [rows, width] behind a layer normalisation that is not carried out: scaled / deviation is the normalised row without its shift.</summary>
/// <param name="Scaled">The value of the rows without a mean, times the normalisation's scale.</param>
/// <param name="Reciprocal">The value [rows, 1] of what each row is still to be multiplied by.</param>
/// <param name="Norm">The checkpoint's name of the normalisation.</param>
internal sealed record NormalizedRows(string Scaled, string Reciprocal, string Norm);

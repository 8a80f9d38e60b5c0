namespace Speech.Sdk.Models.FrontEnds;

/// <summary>Finds what all parts of a recording are normalised by, from its samples, which come bit by bit.</summary>
internal interface IRecordingMeasure
{
    void Accept(ReadOnlySpan<float> samples);

    /// <summary>What was found so far.</summary>
    IRecordingScale Scale();
}

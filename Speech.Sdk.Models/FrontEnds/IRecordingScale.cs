namespace Speech.Sdk.Models.FrontEnds;

/// <summary>What a recording is normalised by: made by a front end's measure, and of use to that front end alone. Immutable.</summary>
internal interface IRecordingScale;

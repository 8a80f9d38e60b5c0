namespace Speech.Sdk;

/// <summary>A stretch in which a label is active, as a speaker's turn in diarization. Those of different labels may overlap.</summary>
/// <param name="Label">The label as the model names it.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Probability">The mean probability of the label over the stretch.</param>
public sealed record LabelActivity(string Label, TimeSpan Start, TimeSpan End, double Probability);

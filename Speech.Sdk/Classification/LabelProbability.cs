namespace Speech.Sdk;

/// <summary>How likely a label is.</summary>
/// <param name="Label">The label as the model names it.</param>
/// <param name="Probability">0 to 1; over all of the model's labels they add up to 1, unless it classifies frames, where labels are independent.</param>
public readonly record struct LabelProbability(string Label, double Probability);

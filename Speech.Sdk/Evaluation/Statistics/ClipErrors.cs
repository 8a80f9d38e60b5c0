namespace Speech.Sdk.Evaluation.Statistics;

/// <summary>What a clip adds to an error rate, or to the difference of two.</summary>
/// <param name="Errors">Its errors, or how many more there are in one run than in the other.</param>
/// <param name="Length">Words or characters of its reference.</param>
internal readonly record struct ClipErrors(int Errors, int Length);

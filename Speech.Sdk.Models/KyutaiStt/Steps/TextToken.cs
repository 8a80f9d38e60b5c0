namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>A text token and its log-probability among all of the vocabulary.</summary>
internal readonly record struct TextToken(int Id, float LogProbability);

namespace Speech.Sdk.Tokens.Ctc;

/// <summary>Neighbouring frames with the same symbol.</summary>
/// <param name="Symbol">The symbol's id.</param>
/// <param name="Start">The first frame.</param>
/// <param name="End">The frame after the last one.</param>
/// <param name="LogProbability">The symbol's log-probability where it is likeliest, natural logarithm.</param>
internal readonly record struct CtcRun(int Symbol, int Start, int End, float LogProbability);

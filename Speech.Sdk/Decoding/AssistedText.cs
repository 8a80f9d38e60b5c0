namespace Speech.Sdk.Decoding;

/// <summary>What an assisted search wrote, and how much the draft helped.</summary>
/// <param name="Hypothesis">The text: that of a greedy search.</param>
/// <param name="Runs">Runs of the main model, the prompt's included; a greedy search needs one a token.</param>
/// <param name="Drafted">Tokens that the draft proposed.</param>
/// <param name="Accepted">Those of them that the main model wrote.</param>
internal sealed record AssistedText(Hypothesis Hypothesis, int Runs, int Drafted, int Accepted);

namespace Speech.Sdk;

/// <summary>A character of a word in a recording, or several that the model writes with one symbol or has no symbols for.</summary>
/// <param name="Text">The character as it was given.</param>
/// <param name="Start">Where it begins. What is not spoken, such as a comma, begins and ends where the character before it ends.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Confidence">Its probability where it is likeliest, 0 to 1; 0 if the model does not have it.</param>
public sealed record AlignedCharacter(string Text, TimeSpan Start, TimeSpan End, double Confidence);

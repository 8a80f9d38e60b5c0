namespace Speech.Sdk;

/// <summary>A word or phrase that is likelier in this recording than elsewhere: a name, a term; with a negative weight, one that is rarer.</summary>
/// <param name="Text">As it is to be written.</param>
/// <param name="Weight">
/// Added to the log-probability of each token that goes on with it; the first token gets the share of the text that it spells, and what
/// a word gained that is left half-written is taken back. <value>2.</value> A name that the model never heard may need 4. A negative weight is added
/// once, to the token that completes the word, whatever tokens spell it; -50 forbids it. With CTC models a whole word is worth 5 times the weight, 10 by default, and its beginning the proportionate part.
/// </param>
public sealed record Hotword(string Text, double Weight = 2);

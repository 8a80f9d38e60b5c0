namespace Speech.Sdk;

/// <summary>A word or phrase that is likelier in this recording than elsewhere: a name, a term.</summary>
/// <param name="Text">As it is to be written.</param>
/// <param name="Weight">Added to the log-probability of each token that goes on with it. <value>2.</value> Negative values make it rarer.</param>
public sealed record Hotword(string Text, double Weight = 2);

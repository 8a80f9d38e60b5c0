namespace Speech.Sdk.Inference;

/// <summary>The shapes of a graph's input that a TensorRT engine is built for.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Least">The smallest dimensions.</param>
/// <param name="Usual">Those that it is fastest for.</param>
/// <param name="Most">The largest.</param>
public sealed record ShapeProfile(string Input, IReadOnlyList<long> Least, IReadOnlyList<long> Usual, IReadOnlyList<long> Most)
{
    internal IEnumerable<string> Problems
    {
        get
        {
            if (string.IsNullOrWhiteSpace(Input))
                yield return "a profile's Input is blank; expected the name of a graph's input";
            bool fits = Least.Count == Usual.Count && Usual.Count == Most.Count
                && Enumerable.Range(0, Least.Count).All(index => Least[index] > 0 && Least[index] <= Usual[index] && Usual[index] <= Most[index]);
            if (!fits)
                yield return $"the profile of {Input} is {ShapeText.Of(Least)}, {ShapeText.Of(Usual)}, {ShapeText.Of(Most)}; expected as many dimensions in each, above 0 and not falling";
        }
    }
}

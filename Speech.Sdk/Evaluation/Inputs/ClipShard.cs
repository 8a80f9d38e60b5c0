using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>One of the parts that an evaluation is spread over.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">Of how many.</param>
public readonly record struct ClipShard(int Number, int Count)
{
    /// <summary>Reads <c>3/16</c>.</summary>
    /// <exception cref="InvalidOptionException">The text is something else.</exception>
    public static ClipShard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int which)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int all)
            && which >= 1 && which <= all
            ? new ClipShard(which, all)
            : throw new InvalidOptionException($"The shard is '{text}'; expected its number and how many there are, for example 3/16, from 1/16 to 16/16.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}

using System.Globalization;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>One of several parts of an evaluation, each run by a process of its own.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct ShardNumber(int Index, int Count)
{
    /// <summary>An evaluation in one part.</summary>
    public static ShardNumber Whole { get; } = new(1, 1);

    /// <summary>Reads <c>3/16</c>.</summary>
    public static bool TryParse(string text, out ShardNumber shard)
    {
        string[] parts = text.Split('/');
        shard = Whole;
        if (parts.Length != 2 || !Number(parts[0], out int index) || !Number(parts[1], out int count) || index > count)
            return false;
        shard = new ShardNumber(index, count);
        return true;

        static bool Number(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= 100_000;
    }

    /// <summary><c>3/16</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}

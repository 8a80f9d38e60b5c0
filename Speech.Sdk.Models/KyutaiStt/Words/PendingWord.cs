using System.Text;

namespace Speech.Sdk.Models.KyutaiStt.Words;

/// <summary>A word whose end is not known yet.</summary>
internal sealed class PendingWord(long firstStep)
{
    public StringBuilder Text { get; } = new();

    public TokenRun Tokens { get; private set; } = new(firstStep, 0, 0);

    public long LastStep { get; private set; } = firstStep;

    /// <summary>How many tokens its text has; set when nothing more comes to it.</summary>
    public int? Length { get; set; }

    /// <summary>The geometric mean of its tokens' probabilities.</summary>
    public double Confidence => Tokens.Count == 0 ? 0 : Math.Exp(Tokens.LogProbability / Tokens.Count);

    public void Add(TokenRun tokens, long lastStep)
    {
        Tokens = new TokenRun(Tokens.First, Tokens.Count + tokens.Count, Tokens.LogProbability + tokens.LogProbability);
        LastStep = lastStep;
    }

    public void Save(BinaryWriter target)
    {
        target.Write(Text.ToString());
        Tokens.Save(target);
        target.Write(LastStep);
    }

    public static PendingWord Restore(BinaryReader source)
    {
        string text = source.ReadString();
        PendingWord word = new(0) { Tokens = TokenRun.Restore(source), LastStep = source.ReadInt64() };
        word.Text.Append(text);
        return word;
    }
}

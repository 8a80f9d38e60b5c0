namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>A word that a stream has written.</summary>
/// <param name="Text">As the model wrote it, mostly with a space before.</param>
/// <param name="Tokens">What it is written with.</param>
/// <param name="Start">From the sound's beginning.</param>
/// <param name="End">From the sound's beginning.</param>
/// <param name="LogProbability">Mean of its tokens, natural logarithm.</param>
internal sealed record TimedWord(string Text, IReadOnlyList<int> Tokens, TimeSpan Start, TimeSpan End, double LogProbability)
{
    public Transcripts.Word ToWord(TimeSpan from) => new(Text, Start + from, End + from, Math.Exp(LogProbability));

    public void Save(BinaryWriter target)
    {
        target.Write(Text);
        target.Write(Tokens.Count);
        foreach (int token in Tokens)
            target.Write(token);
        target.Write(Start.Ticks);
        target.Write(End.Ticks);
        target.Write(LogProbability);
    }

    public static TimedWord Restore(BinaryReader source)
    {
        string text = source.ReadString();
        int[] tokens = new int[source.ReadInt32()];
        for (int index = 0; index < tokens.Length; index++)
            tokens[index] = source.ReadInt32();
        return new TimedWord(text, tokens, new TimeSpan(source.ReadInt64()), new TimeSpan(source.ReadInt64()), source.ReadDouble());
    }
}

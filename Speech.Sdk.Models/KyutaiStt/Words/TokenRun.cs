namespace Speech.Sdk.Models.KyutaiStt.Words;

/// <summary>Some tokens.</summary>
/// <param name="First">The step of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="LogProbability">Of all of them.</param>
internal readonly record struct TokenRun(long First, int Count, double LogProbability)
{
    public TokenRun With(TokenRun later) => Count == 0 ? later : new TokenRun(First, Count + later.Count, LogProbability + later.LogProbability);

    public void Save(BinaryWriter target)
    {
        target.Write(First);
        target.Write(Count);
        target.Write(LogProbability);
    }

    public static TokenRun Restore(BinaryReader source) => new(source.ReadInt64(), source.ReadInt32(), source.ReadDouble());
}

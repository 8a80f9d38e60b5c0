using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Tests.KyutaiStt.Pool;

/// <summary>A state of one number a row, which mixes in all that the row has heard, so that rows that are mixed up show.</summary>
internal abstract class FakeRows : IStreamRows
{
    protected List<long> States { get; } = [];

    public int Count => States.Count;

    public virtual void Add() => States.Add(1);

    public virtual void RemoveAt(int row)
    {
        States[row] = States[^1];
        States.RemoveAt(States.Count - 1);
    }

    public void Save(int row, BinaryWriter target) => target.Write(States[row]);

    public void Restore(int row, BinaryReader source) => States[row] = source.ReadInt64();

    public static long Mix(long state, long value) => unchecked(((state * 6364136223846793005) + value + 1442695040888963407) & long.MaxValue);
}

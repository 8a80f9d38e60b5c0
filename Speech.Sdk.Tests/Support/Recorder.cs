namespace Speech.Sdk.Tests.Support;

/// <summary>Keeps what is reported, in its order and on the thread that reports it.</summary>
internal sealed class Recorder<T>(List<T> reports) : IProgress<T>
{
    public void Report(T value) => reports.Add(value);
}

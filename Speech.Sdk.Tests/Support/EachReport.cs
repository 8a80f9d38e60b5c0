namespace Speech.Sdk.Tests.Support;

/// <summary>Does something whenever something is reported, on the thread that reports it.</summary>
internal sealed class EachReport<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}

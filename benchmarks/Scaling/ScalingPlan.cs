namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>What is measured: recordings of growing length, batches, threads and callers; each alone, all else at its default.</summary>
/// <param name="Origin">What all points have in common.</param>
/// <param name="Lengths">Seconds of the recordings of the first series.</param>
internal sealed record ScalingPlan(ScalingPoint Origin, IReadOnlyList<double> Lengths)
{
    private const int BatchedSeconds = 300;
    private const int ThreadedSeconds = 120;
    private const int CalledSeconds = 60;

    /// <summary>What series are called.</summary>
    public static string[] Names { get; } = ["length", "batch", "threads", "callers"];

    public IEnumerable<ScalingSeries> Series()
    {
        yield return new ScalingSeries(Names[0], "Length of the recording", "seconds of audio", [.. Lengths.Select(length => (length, Origin with { Seconds = length }))]);
        yield return new ScalingSeries(
            Names[1], $"Batch size, {BatchedSeconds} s of audio", "windows together", Numbered([1, 2, 4, 8, 16], size => Origin with { Seconds = BatchedSeconds, BatchSize = size }));
        yield return new ScalingSeries(
            Names[2], $"Threads, {ThreadedSeconds} s of audio", "threads",
            Numbered(Enumerable.Range(0, 10).Select(power => 1 << power).Where(threads => threads <= Environment.ProcessorCount), threads => Origin with { Seconds = ThreadedSeconds, Threads = threads }));
        yield return new ScalingSeries(
            Names[3], $"Concurrent callers, {CalledSeconds} s of audio each", "callers", Numbered([1, 2, 4, 8], callers => Origin with { Seconds = CalledSeconds, Callers = callers }));
    }

    private static (double, ScalingPoint)[] Numbered(IEnumerable<int> numbers, Func<int, ScalingPoint> point) => [.. numbers.Select(number => ((double)number, point(number)))];
}

namespace Speech.Sdk.Tests.Cli;

/// <summary>Counts how often it was asked, writes one file, and is half done then.</summary>
internal sealed class FakeConverter : ICheckpointConverter
{
    private int _calls;

    public int Calls => _calls;

    public Exception? Failure { get; init; }

    /// <summary>What a conversion waits for before it ends.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public string Version { get; init; } = "1";

    public async Task ConvertAsync(string checkpoint, string output, ModelPrecision precision, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Directory.CreateDirectory(output);
        await File.WriteAllTextAsync(Path.Combine(output, "speech.json"), precision.ToString(), cancellationToken);
        progress?.Report(0.5);
        await Gate.WaitAsync(cancellationToken);
        if (Failure is not null)
            throw Failure;
    }
}

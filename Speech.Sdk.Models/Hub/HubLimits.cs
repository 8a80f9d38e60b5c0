namespace Speech.Sdk.Models.Hub;

/// <summary>How much is asked of the hub at once, and how patiently.</summary>
internal sealed record HubLimits
{
    /// <summary>Bytes of a part of a large file.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>Parts of a large file, or small files, that are downloaded at once.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>How often in a row a request may fail without anything having come.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The same where not even a connection comes about to the first request.</summary>
    public int AttemptsToConnect { get; init; } = 3;

    /// <summary>How long the hub may send nothing.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same where what is here will do.</summary>
    public TimeSpan ShortSilence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The limits of a request that may come to nothing: one attempt, and a short wait.</summary>
    public HubLimits Hurried() => this with { Attempts = 1, AttemptsToConnect = 1, Silence = ShortSilence };

    /// <summary>The first pause before another attempt; each is twice as long as the one before.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause that is taken without being asked for one.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From which length on a pause is noted.</summary>
    public TimeSpan NotedPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause that the hub may ask for.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Waits between attempts.</summary>
    public Func<TimeSpan, CancellationToken, Task> Pause { get; init; } = Task.Delay;

    /// <summary>Bytes that are free where a folder lies; null where the system does not say.</summary>
    public Func<string, long?> FreeBytes { get; init; } = folder =>
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    };
}

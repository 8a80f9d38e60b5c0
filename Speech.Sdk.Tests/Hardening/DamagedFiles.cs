namespace Speech.Sdk.Tests.Hardening;

/// <summary>
/// Gives a reader hundreds of damaged copies of a file. Each has to be read, or refused with a <see cref="SpeechException"/>, soon and without allocating out of proportion.
/// <c>SPEECH_FUZZ=N</c> in the environment tries N times as many.
/// </summary>
internal static class DamagedFiles
{
    private const int Tries = 100;

    // A reader may index what it reads; what a damaged size asks for is far above that.
    private const long BytesAllowed = 64 << 20;
    private static readonly TimeSpan TimeAllowed = TimeSpan.FromSeconds(20);

    public static void AssertRefused(byte[] file, Func<byte[], int, byte[]> damage, Action<byte[]> read) => AssertHarmless(file, damage, read, Tries / 20);

    /// <param name="file">A file that can be read.</param>
    /// <param name="damage">Makes a damaged copy by a seed.</param>
    /// <param name="read">Reads a copy.</param>
    /// <param name="refusedAbove">More copies of a hundred than so many have to be refused; of formats in which most damage is another text, few are.</param>
    public static void AssertHarmless(byte[] file, Func<byte[], int, byte[]> damage, Action<byte[]> read, int refusedAbove)
    {
        int times = Tries * (int.TryParse(Environment.GetEnvironmentVariable("SPEECH_FUZZ"), out int factor) ? factor : 1);
        // What loads assemblies and fills caches counts for no copy.
        Assert.That(() => read(file), Throws.Nothing, "The file itself has to be read.");
        int refused = 0;
        for (int seed = 0; seed < times; seed++)
        {
            byte[] damaged = damage(file, seed);
            Outcome outcome = Try(() => read(damaged));
            if (outcome.Problem is { } problem)
                Assert.Fail($"Damaged with seed {seed}: {problem}\n{Keep(damaged)}");
            refused += outcome.Refused ? 1 : 0;
        }

        Assert.That(refused, Is.GreaterThan(refusedAbove * (times / Tries)), "So few copies were refused that the damage cannot have reached the reader.");
    }

    /// <summary>Has a file read that somebody made to do harm: it is read (true) or refused, soon and without allocating out of proportion.</summary>
    public static bool AssertHarmless(string what, Action read)
    {
        Outcome outcome = Try(read);
        if (outcome.Problem is { } problem)
            Assert.Fail($"{what}: {problem}");
        return !outcome.Refused;
    }

    private static Outcome Try(Action read)
    {
        Outcome outcome = default;
        // A thread of its own, so that a hang fails the test and allocations are told from those of others.
        Thread thread = new(() => outcome = Read(read)) { IsBackground = true };
        thread.Start();
        return thread.Join(TimeAllowed) ? outcome : new Outcome(false, $"It did not end within {TimeAllowed.TotalSeconds} s.");
    }

    private static Outcome Read(Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool refused = false;
        try
        {
            read();
        }
        catch (SpeechException)
        {
            refused = true;
        }
        catch (Exception other)
        {
            return new Outcome(false, $"It threw {other}");
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Outcome(refused, bytes > BytesAllowed ? $"It allocated {bytes >> 20} MiB." : null);
    }

    private static string Keep(byte[] damaged)
    {
        string path = Path.Combine(Path.GetTempPath(), $"speech-damaged-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, damaged);
        return $"The file is {path}.";
    }

    private readonly record struct Outcome(bool Refused, string? Problem);
}

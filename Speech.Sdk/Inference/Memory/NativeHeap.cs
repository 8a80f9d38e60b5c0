using System.Runtime.InteropServices;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// The C library's heap. On Linux it is one of several, a thread takes the one that it finds free, and each keeps what was freed below anything that is still used: many callers on many threads
/// leave hundreds of MB so, which nobody uses and the process holds. They are given back to the system now and then (malloc_trim(3)).
/// </summary>
internal static partial class NativeHeap
{
    // What is given back is cleared by the system when it is taken again: some tens of milliseconds, which short calls must not pay each.
    private const int IntervalMilliseconds = 20_000;

    private static long _next = Environment.TickCount64 + IntervalMilliseconds;

    /// <summary>Gives back what is free, unless that was done in the last twenty seconds or the process has not run as long.</summary>
    public static void GiveBackNowAndThen()
    {
        long now = Environment.TickCount64, next = Volatile.Read(ref _next);
        if (now >= next && Interlocked.CompareExchange(ref _next, now + IntervalMilliseconds, next) == next && !TryGiveBack())
            Volatile.Write(ref _next, long.MaxValue);
    }

    /// <summary>Gives back what is free.</summary>
    /// <returns>Whether this C library can.</returns>
    public static bool TryGiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            _ = Trim(0);
            return true;
        }
        catch (Exception cause) when (cause is EntryPointNotFoundException or DllNotFoundException)
        {
            // Alpine's C library keeps no such heaps, and has no such function.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}

using System.Runtime;

namespace Speech.Sdk.Tests.Support;

/// <summary>What the current thread allocates.</summary>
internal static class Allocations
{
    private const long Room = 64 << 20;

    /// <summary>
    /// Bytes that this thread allocates while something runs. No collection may come meanwhile, which any thread can bring about: it takes away the rest of each thread's current
    /// piece of the heap, up to 8 KiB, and counts it as allocated.
    /// </summary>
    public static long Of(Action action)
    {
        bool quiet = GC.TryStartNoGCRegion(Room);
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        finally
        {
            if (quiet && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                GC.EndNoGCRegion();
        }
    }
}

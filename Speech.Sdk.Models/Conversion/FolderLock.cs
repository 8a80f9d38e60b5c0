namespace Speech.Sdk.Models.Conversion;

/// <summary>Keeps other processes out while it is held; the system frees it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static async Task<FolderLock> AcquireAsync(string path, Action waiting, CancellationToken cancellationToken)
    {
        for (bool first = true; ; first = false)
        {
            try
            {
                // The file stays: deleting it would let two processes hold locks on two files of one name.
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (first)
                    waiting();
                await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // Another process' lock, not a read-only or full disk: a sharing or lock violation on Windows, EWOULDBLOCK on Linux and macOS.
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;
}

namespace Speech.Cli.Models;

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
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
            {
                if (first)
                    waiting();
                await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}

namespace Speech.Sdk.Models.Hub;

/// <summary>Sums what comes of several files at once and reports it, one report after another.</summary>
internal sealed class DownloadCounter(IProgress<DownloadProgress>? progress, long total)
{
    private readonly Lock _reporting = new();
    private long _bytes;

    public void Add(string file, long bytes)
    {
        lock (_reporting)
        {
            _bytes += bytes;
            progress?.Report(new DownloadProgress(file, _bytes, total));
        }
    }
}

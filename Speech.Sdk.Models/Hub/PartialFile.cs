using Speech.Sdk.Models.Conversion;

namespace Speech.Sdk.Models.Hub;

/// <summary>
/// A file that is still being downloaded, <c>HASH.incomplete</c> beside its place. It always holds the beginning of the file and nothing else, so that
/// whoever comes next, huggingface_hub among them, can go on behind its end.
/// </summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly BlobHash _hash;
    private readonly long _size;

    private PartialFile(FileStream file, BlobHash hash, long size) => (_file, _hash, _size) = (file, hash, size);

    /// <summary>Bytes that are there.</summary>
    public long Length { get; private set; }

    /// <summary>Opens what an earlier attempt left, if it left something.</summary>
    public static async Task<PartialFile> OpenAsync(string path, string hash, long size, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1, useAsync: true);
        PartialFile partial = new(file, new BlobHash(hash, size), size);
        try
        {
            await partial.ReadOnAsync(cancellationToken).ConfigureAwait(false);
            return partial;
        }
        catch
        {
            await partial.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <exception cref="HubException">The disk is full; what was there before stays.</exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            // What was still written is right as far as it goes.
            throw new HubException($"{_file.Name}: the disk is full, {Length} of {_size} bytes are there. Free {_size - Length} bytes, or set HF_HOME to a folder with more room, and try again; the download goes on where it stopped.", e);
        }

        _hash.Append(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Throws away what is there.</summary>
    public void Restart()
    {
        _file.SetLength(0);
        _file.Position = Length = 0;
        _hash.Restart();
    }

    /// <summary>Whether the file is whole and is what was announced; asked once, when all is there.</summary>
    public bool IsRight() => Length == _size && _hash.Matches();

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return _file.DisposeAsync();
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        if (_file.Length > _size)
            _file.SetLength(0);
        long left = _file.Length;
        byte[] buffer = new byte[(int)Math.Min(left, 1 << 20)];
        while (Length < left && await _file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            _hash.Append(buffer.AsSpan(0, read));
            Length += read;
        }
    }
}

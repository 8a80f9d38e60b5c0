namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>Keeps a stream's state in its file, from time to time and when the call is left.</summary>
internal sealed class StreamKeeper(StateFile file, TimeSpan interval, TimeProvider time) : IDisposable
{
    // States are large and all of one size: their memory is used again.
    private readonly MemoryStream _state = new();
    private byte[]? _kept;
    private long _saved = time.GetTimestamp();

    /// <summary>Reads the state; false where there is none to go on from.</summary>
    /// <inheritdoc cref="StateFile.Read" path="/exception"/>
    public bool Read() => (_kept = file.Read()) is not null;

    /// <summary>Makes the stream what was read, once.</summary>
    /// <exception cref="SpeechException">The state is damaged.</exception>
    public async Task RestoreAsync(LiveHearing hearing)
    {
        byte[] state = _kept!;
        _kept = null;
        try
        {
            using BinaryReader source = new(new MemoryStream(state));
            await hearing.RestoreAsync(source).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or FormatException or OverflowException)
        {
            throw file.Damaged(e);
        }
    }

    /// <summary>Saves a stream when that is due; returns what is to be said of it, mostly null.</summary>
    public async Task<string?> SaveIfDueAsync(LiveHearing hearing) =>
        time.GetElapsedTime(_saved) < interval ? null : await TrySaveAsync(hearing).ConfigureAwait(false);

    /// <summary>Saves a stream that goes on whether or not it can be kept; returns what is to be said of it, mostly null.</summary>
    public async Task<string?> TrySaveAsync(LiveHearing hearing)
    {
        try
        {
            await SaveAsync(hearing).ConfigureAwait(false);
            return null;
        }
        catch (SpeechException failure)
        {
            // Those who speak do not wait for a disk; the state before is still there, and later there may be room.
            return failure.Message;
        }
    }

    /// <summary>Saves a stream, if it can go on.</summary>
    /// <exception cref="SpeechException">The file cannot be written, or there is no memory to copy the state.</exception>
    public async Task SaveAsync(LiveHearing hearing)
    {
        _saved = time.GetTimestamp();
        bool isCopied;
        try
        {
            isCopied = await CopyAsync(hearing).ConfigureAwait(false);
        }
        catch (OutOfMemoryException failure)
        {
            throw file.NoMemory(failure);
        }

        if (isCopied)
            file.Write(_state.GetBuffer().AsSpan(0, (int)_state.Length));
    }

    public void Delete() => file.Delete();

    public void Dispose()
    {
        _state.Dispose();
        file.Dispose();
    }

    private async Task<bool> CopyAsync(LiveHearing hearing)
    {
        // All streams wait while one is copied, so the room is made ready before.
        StateLength length = new();
        if (!await SaveAsync(hearing, length).ConfigureAwait(false))
            return false;
        if (length.Length > _state.Capacity)
        {
            _state.SetLength(0);
            _state.Capacity = (int)Math.Min(length.Length + (length.Length / 8), Array.MaxLength);
            _state.SetLength(length.Length);
        }

        _state.Position = 0;
        await SaveAsync(hearing, _state).ConfigureAwait(false);
        _state.SetLength(_state.Position);
        return true;
    }

    private static async Task<bool> SaveAsync(LiveHearing hearing, Stream target)
    {
        await using BinaryWriter writer = new(target, System.Text.Encoding.UTF8, leaveOpen: true);
        return await hearing.SaveAsync(writer).ConfigureAwait(false);
    }
}

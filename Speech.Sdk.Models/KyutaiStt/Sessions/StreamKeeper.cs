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
    public async Task<string?> SaveIfDueAsync(LiveHearing hearing)
    {
        if (time.GetElapsedTime(_saved) < interval || !await CopyAsync(hearing).ConfigureAwait(false))
            return null;
        try
        {
            Write();
            return null;
        }
        catch (SpeechException failure)
        {
            // Those who speak do not wait for a disk; the state before is still there, and later there may be room.
            return failure.Message;
        }
    }

    /// <summary>Saves a stream, if it can go on.</summary>
    /// <exception cref="SpeechException">The file cannot be written.</exception>
    public async Task SaveAsync(LiveHearing hearing)
    {
        if (await CopyAsync(hearing).ConfigureAwait(false))
            Write();
    }

    public void Delete() => file.Delete();

    public void Dispose()
    {
        _state.Dispose();
        file.Dispose();
    }

    private async Task<bool> CopyAsync(LiveHearing hearing)
    {
        _state.SetLength(0);
        using BinaryWriter target = new(_state, System.Text.Encoding.UTF8, leaveOpen: true);
        if (!await hearing.SaveAsync(target).ConfigureAwait(false))
            return false;
        target.Flush();
        // It doubles as it grows, up to twice what it needs.
        if (_state.Capacity > _state.Length / 4 * 5)
            _state.Capacity = (int)Math.Min(_state.Length / 8 * 9, Array.MaxLength);
        return true;
    }

    private void Write()
    {
        _saved = time.GetTimestamp();
        file.Write(_state.GetBuffer().AsSpan(0, (int)_state.Length));
    }
}

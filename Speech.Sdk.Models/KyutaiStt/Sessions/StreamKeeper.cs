namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>Keeps a stream's state in its file, from time to time and when the call is left.</summary>
internal sealed class StreamKeeper(StateFile file, TimeSpan interval, TimeProvider time) : IDisposable
{
    // States are large and all of one size: their memory is used again.
    private readonly MemoryStream _state = new();
    private long _saved = time.GetTimestamp();

    /// <inheritdoc cref="StateFile.Read"/>
    public byte[]? Read() => file.Read();

    /// <exception cref="SpeechException">The state is damaged.</exception>
    public async Task RestoreAsync(LiveHearing hearing, byte[] state)
    {
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

    public async Task SaveIfDueAsync(LiveHearing hearing)
    {
        if (time.GetElapsedTime(_saved) >= interval)
            await SaveAsync(hearing).ConfigureAwait(false);
    }

    /// <summary>Saves a stream, if it can go on.</summary>
    /// <exception cref="SpeechException">The file cannot be written.</exception>
    public async Task SaveAsync(LiveHearing hearing)
    {
        _state.SetLength(0);
        using BinaryWriter target = new(_state, System.Text.Encoding.UTF8, leaveOpen: true);
        if (!await hearing.SaveAsync(target).ConfigureAwait(false))
            return;
        target.Flush();
        file.Write(_state.GetBuffer().AsSpan(0, (int)_state.Length));
        _saved = time.GetTimestamp();
    }

    public void Delete() => file.Delete();

    public void Dispose() => _state.Dispose();
}

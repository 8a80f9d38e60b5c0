using System.Buffers;

namespace Speech.Sdk.Models.Hub;

/// <summary>A part of a large file: its bytes wait here until all before them are written.</summary>
internal sealed class FilePart(long start, int length)
{
    public long Start { get; } = start;

    public int Length { get; } = length;

    public byte[] Buffer { get; private set; } = ArrayPool<byte>.Shared.Rent(length);

    public int Received { get; set; }

    /// <summary>The bytes that have not come yet.</summary>
    public Memory<byte> Missing => Buffer.AsMemory(Received, Length - Received);

    /// <summary>Its download; false where the hub does not send such a part.</summary>
    public Task<bool> Done { get; set; } = Task.FromResult(false);

    /// <summary>Waits until nothing writes to the buffer any more; why it ended is the caller's to know from the first part.</summary>
    public async Task EndAsync() => await ((Task)Done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Free()
    {
        if (Buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(Buffer);
        Buffer = [];
    }
}

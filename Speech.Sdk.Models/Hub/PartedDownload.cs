using System.Buffers;
using System.Net.Http.Headers;

namespace Speech.Sdk.Models.Hub;

/// <summary>
/// Downloads a large file by several ranges at once. Parts wait in memory for those before them, so that the partial file has no holes
/// and the hash is computed on the way.
/// </summary>
internal sealed class PartedDownload(HubClient client, HubId id, Uri address, HubFile file, Action<long> cameOn)
{
    private readonly HubLimits _limits = client.Settings.Limits;
    private readonly long _size = file.Size!.Value;
    private EntityTagHeaderValue? _validator;
    private bool _isAnswered;
    private Uri? _elsewhere;
    private int _waiting;

    /// <returns>False where the hub does not send ranges, or sends those of another file by now.</returns>
    public async Task<bool> RunAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Part> parts = [];
        long next = partial.Length;
        try
        {
            while (partial.Length < _size)
            {
                // The first answer tells whether there are ranges, and its ETag is what the others are held to.
                while (next < _size && parts.Count < (_isAnswered ? _limits.Connections : 1))
                {
                    Part part = new(next, (int)Math.Min(_limits.PartBytes, _size - next));
                    part.Done = FetchAsync(part, stop.Token);
                    parts.Enqueue(part);
                    next += part.Length;
                }

                bool isWhole = await parts.Peek().Done.ConfigureAwait(false);
                if (!isWhole)
                    return false;
                Part first = parts.Dequeue();
                await partial.AppendAsync(first.Buffer.AsMemory(0, first.Length), cancellationToken).ConfigureAwait(false);
                first.Free();
            }

            return true;
        }
        catch (Exception e) when (e is HubException or OperationCanceledException && parts.Count > 0)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await KeepAsync(parts, partial).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (Part part in parts)
            {
                await part.EndAsync().ConfigureAwait(false);
                cameOn(-part.Received);
                part.Free();
            }
        }
    }

    /// <summary>Writes what has come without a gap, for the next attempt.</summary>
    private static async Task KeepAsync(Queue<Part> parts, PartialFile partial)
    {
        while (parts.TryDequeue(out Part? part))
        {
            await part.EndAsync().ConfigureAwait(false);
            bool isWhole = part.Received == part.Length;
            try
            {
                if (part.Start == partial.Length)
                    await partial.AppendAsync(part.Buffer.AsMemory(0, part.Received), CancellationToken.None).ConfigureAwait(false);
            }
            catch (HubException)
            {
                // The disk is full, which the call says already if that is why it ends.
                isWhole = false;
            }

            part.Free();
            if (!isWhole)
                return;
        }
    }

    private async Task<bool> FetchAsync(Part part, CancellationToken cancellationToken)
    {
        Attempts attempts = new(_limits, $"{id}: {file.Path}", NoteOnce);
        while (part.Received < part.Length)
        {
            int before = part.Received;
            try
            {
                RangeHeaderValue range = new(part.Start + part.Received, part.Start + part.Length - 1);
                using HttpResponseMessage response = await SendAsync(range, cancellationToken).ConfigureAwait(false);
                HubRefusal.Check(response, client.Settings, id, file.Path);
                if (!BlobDownload.BeginsAt(response, part.Start + part.Received))
                    return false;
                (_isAnswered, _waiting) = (true, 0);
                _validator ??= response.Headers.ETag is { IsWeak: false } tag ? tag : null;
                Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                while (part.Received < part.Length && await client.ReadAsync(response, body, part.Buffer.AsMemory(part.Received, part.Length - part.Received), cancellationToken).ConfigureAwait(false) is var read and > 0)
                {
                    part.Received += read;
                    cameOn(read);
                }

                if (part.Received < part.Length)
                    throw new TransientHubException($"the connection to {(_elsewhere ?? address).Host} ended early");
            }
            catch (TransientHubException failure)
            {
                _elsewhere = null;
                await attempts.WaitAsync(failure, part.Received > before, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    /// <summary>Asks where the hub redirected the part before, until that is refused or fails: such addresses expire.</summary>
    private async Task<HttpResponseMessage> SendAsync(RangeHeaderValue range, CancellationToken cancellationToken)
    {
        if (_elsewhere is { } known)
        {
            HttpResponseMessage there = await client.SendAsync(HttpMethod.Get, known, range, _validator, followElsewhere: true, cancellationToken).ConfigureAwait(false);
            if ((int)there.StatusCode is not (401 or 403 or 404))
                return there;
            there.Dispose();
            _elsewhere = null;
        }

        HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, address, range, _validator, followElsewhere: true, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode && response.RequestMessage?.RequestUri is { } target && !client.Settings.IsHub(target))
            _elsewhere = target;
        return response;
    }

    /// <summary>Parts that wait together are noted once.</summary>
    private void NoteOnce(string text)
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0)
            client.Note?.Invoke(text);
    }

    private sealed class Part(long start, int length)
    {
        public long Start { get; } = start;

        public int Length { get; } = length;

        public byte[] Buffer { get; private set; } = ArrayPool<byte>.Shared.Rent(length);

        public int Received { get; set; }

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
}

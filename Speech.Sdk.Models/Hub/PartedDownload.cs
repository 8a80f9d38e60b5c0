namespace Speech.Sdk.Models.Hub;

/// <summary>
/// Downloads a large file by several ranges at once. Parts wait in memory for those before them, so that the partial file has no holes
/// and the hash is computed on the way.
/// </summary>
internal sealed class PartedDownload(HubClient client, HubId id, Uri address, HubFile file, Action<long> cameOn)
{
    private readonly HubLimits _limits = client.Settings.Limits;
    private readonly long _size = file.Size!.Value;
    private readonly PartRequests _requests = new(client, id, address, file, cameOn);

    /// <returns>False where the hub does not send ranges, or sends those of another file by now.</returns>
    public async Task<bool> RunAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<FilePart> parts = [];
        long next = partial.Length;
        try
        {
            while (partial.Length < _size)
            {
                // The first answer tells whether there are ranges, and its ETag is what the others are held to.
                while (next < _size && parts.Count < (_requests.IsAnswered ? _limits.Connections : 1))
                {
                    FilePart part = new(next, (int)Math.Min(_limits.PartBytes, _size - next));
                    part.Done = _requests.FetchAsync(part, stop.Token);
                    parts.Enqueue(part);
                    next += part.Length;
                }

                bool isWhole = await parts.Peek().Done.ConfigureAwait(false);
                if (!isWhole)
                    return false;
                FilePart first = parts.Dequeue();
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
            foreach (FilePart part in parts)
            {
                await part.EndAsync().ConfigureAwait(false);
                cameOn(-part.Received);
                part.Free();
            }
        }
    }

    /// <summary>Writes what has come without a gap, for the next attempt.</summary>
    private static async Task KeepAsync(Queue<FilePart> parts, PartialFile partial)
    {
        while (parts.TryDequeue(out FilePart? part))
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
}

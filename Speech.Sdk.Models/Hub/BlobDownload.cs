using System.Net;
using System.Net.Http.Headers;

namespace Speech.Sdk.Models.Hub;

/// <summary>Downloads one file into a partial one and checks it; what an earlier attempt left is gone on with.</summary>
/// <param name="client">Sends the requests.</param>
/// <param name="id">The repository.</param>
/// <param name="commit">The commit.</param>
/// <param name="file">The file, with size and hash.</param>
/// <param name="cameOn">Is told the bytes that came, or fewer than none where some are thrown away.</param>
internal sealed class BlobDownload(HubClient client, HubId id, string commit, HubFile file, Action<long> cameOn)
{
    private const int BufferBytes = 1 << 20;
    private readonly HubLimits _limits = client.Settings.Limits;
    private readonly Uri _address = client.AddressOf(id.Repository, commit, file.Path);

    /// <summary>Leaves the whole, right file at the path, or what could be had of it, or nothing.</summary>
    /// <exception cref="HubException">The hub refuses, sends something else than it announced or stops answering; or the disk is full.</exception>
    public async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        // Damage may be left from an earlier attempt, or happen on the way; twice it is the hub's.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            PartialFile partial = await PartialFile.OpenAsync(path, file.Hash!, file.Size!.Value, cancellationToken).ConfigureAwait(false);
            await using (partial.ConfigureAwait(false))
            {
                cameOn(partial.Length);
                await FetchAsync(partial, cancellationToken).ConfigureAwait(false);
                if (partial.IsRight())
                    return;
                cameOn(-partial.Length);
            }

            File.Delete(path);
        }

        throw new HubException($"{id}: {file.Path} is not what the hub announced (expected {file.Size} bytes with the hash {file.Hash}); it was downloaded twice and thrown away. Try again later, or check HF_ENDPOINT and the proxy.");
    }

    private async Task FetchAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        if (file.Size - partial.Length > _limits.PartBytes)
        {
            PartedDownload parts = new(client, id, _address, file, cameOn);
            if (await parts.RunAsync(partial, cancellationToken).ConfigureAwait(false))
                return;
            // The hub knows no ranges, or the file changed under way.
            cameOn(-partial.Length);
            partial.Restart();
        }

        await StreamAsync(partial, cancellationToken).ConfigureAwait(false);
    }

    private async Task StreamAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        Attempts attempts = new(_limits, $"{id}: {file.Path}", client.Note);
        EntityTagHeaderValue? validator = null;
        byte[] buffer = new byte[BufferBytes];
        // What is thrown away and sent anew brings nothing until it is more than there ever was.
        long furthest = partial.Length;
        while (partial.Length < file.Size)
        {
            try
            {
                RangeHeaderValue? range = partial.Length > 0 ? new(partial.Length, null) : null;
                using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, _address, range, validator, followElsewhere: true, cancellationToken).ConfigureAwait(false);
                HubRefusal.Check(response, client.Settings, id, file.Path);
                if (partial.Length > 0 && !BeginsAt(response, partial.Length))
                {
                    cameOn(-partial.Length);
                    partial.Restart();
                }

                validator = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
                Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                while (partial.Length < file.Size && await client.ReadAsync(response, body, buffer.AsMemory(0, (int)Math.Min(buffer.Length, file.Size!.Value - partial.Length)), cancellationToken).ConfigureAwait(false) is var read and > 0)
                {
                    await partial.AppendAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    cameOn(read);
                }

                if (partial.Length < file.Size)
                    throw new TransientHubException($"the connection to {_address.Host} ended after {partial.Length} of {file.Size} bytes");
            }
            catch (TransientHubException failure)
            {
                bool isFurther = partial.Length > furthest;
                furthest = Math.Max(furthest, partial.Length);
                await attempts.WaitAsync(failure, isFurther, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether an answer brings the bytes from a place on, as asked.</summary>
    internal static bool BeginsAt(HttpResponseMessage response, long start) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == start;
}

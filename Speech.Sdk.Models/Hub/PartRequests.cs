using System.Net.Http.Headers;

namespace Speech.Sdk.Models.Hub;

/// <summary>Asks for the parts of one file, several at a time: all of the same file, from where the hub redirected the first.</summary>
internal sealed class PartRequests(HubClient client, HubId id, Uri address, HubFile file, Action<long> cameOn)
{
    private EntityTagHeaderValue? _validator;
    private Uri? _elsewhere;
    private int _waiting;

    /// <summary>Whether a part has begun to come, so that there are ranges and the ETag is known that the others are held to.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Fills a part, by as many requests as it takes.</summary>
    /// <returns>False where the hub does not send ranges, or sends those of another file by now.</returns>
    public async Task<bool> FetchAsync(FilePart part, CancellationToken cancellationToken)
    {
        Attempts attempts = new(client.Settings.Limits, $"{id}: {file.Path}", NoteOnce);
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
                (IsAnswered, _waiting) = (true, 0);
                _validator ??= response.Headers.ETag is { IsWeak: false } tag ? tag : null;
                Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                while (part.Received < part.Length && await client.ReadAsync(response, body, part.Missing, cancellationToken).ConfigureAwait(false) is var read and > 0)
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
}

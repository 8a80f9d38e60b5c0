using System.Text.Json;

namespace Speech.Sdk.Models.Hub;

/// <summary>Asks the hub what a revision holds.</summary>
internal sealed class RevisionReader(HubClient client, HubId id)
{
    private const int LongestList = 64 << 20;

    /// <summary>The commit and its files, by one request.</summary>
    /// <param name="limits">How often to try.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<HubRevision> ReadAsync(HubLimits limits, CancellationToken cancellationToken) => new Attempts(limits, id.ToString()).RunAsync(
        async () =>
        {
            using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, client.AddressOf(id), null, null, followElsewhere: true, cancellationToken).ConfigureAwait(false);
            HubRefusal.Check(response, client.Settings, id);
            return Parse(await ReadAllAsync(response, cancellationToken).ConfigureAwait(false));
        },
        cancellationToken);

    /// <summary>The file with what the list did not say of it; mirrors leave sizes and hashes out.</summary>
    public Task<HubFile> CompleteAsync(HubFile file, string commit, CancellationToken cancellationToken) => new Attempts(client.Settings.Limits, $"{id}: {file.Path}").RunAsync(
        async () =>
        {
            Uri address = client.AddressOf(id.Repository, commit, file.Path);
            using HttpResponseMessage response = await client.SendAsync(HttpMethod.Head, address, null, null, followElsewhere: false, cancellationToken).ConfigureAwait(false);
            bool elsewhere = (int)response.StatusCode is >= 300 and < 400;
            if (!elsewhere)
                HubRefusal.Check(response, client.Settings, id, file.Path);
            string? tag = Header(response, "X-Linked-Etag") ?? (elsewhere ? null : response.Headers.ETag?.Tag);
            string? size = Header(response, "X-Linked-Size") ?? (elsewhere ? null : response.Content.Headers.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            string hash = tag?.Replace("W/", "", StringComparison.Ordinal).Trim('"') ?? "";
            return BlobHash.IsKnown(hash) && long.TryParse(size, out long bytes)
                ? file with { Size = bytes, Hash = hash }
                : throw new HubException($"{id}: {client.Settings.Endpoint.Host} does not say the size and hash of {file.Path}, so it cannot be checked. Use another HF_ENDPOINT.");
        },
        cancellationToken);

    private HubRevision Parse(byte[] text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            return new HubRevision(root.GetProperty("sha").GetString()!, [.. root.GetProperty("siblings").EnumerateArray().Select(File).Where(file => IsPlain(file.Path))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HubException($"{id}: {client.AddressOf(id)} is not a list of files ({e.Message.TrimEnd('.')}). Check HF_ENDPOINT.", e);
        }
    }

    private static HubFile File(JsonElement sibling)
    {
        long? size = sibling.TryGetProperty("size", out JsonElement bytes) && bytes.ValueKind == JsonValueKind.Number ? bytes.GetInt64() : null;
        string? hash = Text(sibling, "blobId");
        if (sibling.TryGetProperty("lfs", out JsonElement large) && large.ValueKind == JsonValueKind.Object)
            (hash, size) = (Text(large, "sha256") ?? Text(large, "oid"), large.TryGetProperty("size", out JsonElement all) ? all.GetInt64() : size);
        return new HubFile(sibling.GetProperty("rfilename").GetString()!, size, hash is not null && BlobHash.IsKnown(hash) ? hash : null);
    }

    // A path of a repository must not lead out of its folder.
    private static bool IsPlain(string path) =>
        path.Length > 0 && path.Split('/').All(part => part is not ("" or "." or "..") && part.IndexOfAny(['\\', ':', '\0']) < 0);

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;

    private async Task<byte[]> ReadAllAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using MemoryStream all = new();
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[1 << 16];
        while (await client.ReadAsync(body, buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            all.Write(buffer, 0, read);
            if (all.Length > LongestList)
                throw new HubException($"{id}: {client.AddressOf(id)} is longer than {LongestList >> 20} MB, which no list of files is. Check HF_ENDPOINT.");
        }

        return all.ToArray();
    }
}

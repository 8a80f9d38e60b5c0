using System.Text.Json;

namespace Speech.Sdk.Models.Hub;

/// <summary>Asks the hub what a revision holds.</summary>
internal sealed class RevisionReader(HubClient client, HubId id)
{
    private const int LongestList = 64 << 20;

    /// <summary>No file is nearly as long; so many of them add up without an overflow.</summary>
    private const long LongestFile = 1L << 48;

    /// <summary>The commit and its files, by one request.</summary>
    public Task<HubRevision> ReadAsync(CancellationToken cancellationToken) => new Attempts(client.Settings.Limits, id.ToString(), client.Note, "There is no folder of this name here either; try again later, or check the name, the connection and HF_ENDPOINT", isFirst: true).RunAsync(
        async () =>
        {
            using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, client.AddressOf(id), null, null, followElsewhere: true, cancellationToken).ConfigureAwait(false);
            HubRefusal.Check(response, client.Settings, id);
            return Parse(await ReadAllAsync(response, cancellationToken).ConfigureAwait(false));
        },
        cancellationToken);

    /// <summary>The file with what the list did not say of it; mirrors leave sizes and hashes out.</summary>
    public Task<HubFile> CompleteAsync(HubFile file, string commit, CancellationToken cancellationToken) => new Attempts(client.Settings.Limits, $"{id}: {file.Path}", client.Note).RunAsync(
        async () =>
        {
            Uri address = client.AddressOf(id.Repository, commit, file.Path);
            using HttpResponseMessage response = await client.SendAsync(HttpMethod.Head, address, null, null, followElsewhere: false, cancellationToken).ConfigureAwait(false);
            bool elsewhere = (int)response.StatusCode is >= 300 and < 400;
            if (!elsewhere)
                HubRefusal.Check(response, client.Settings, id, file.Path);
            string? tag = response.Header("X-Linked-Etag") ?? (elsewhere ? null : response.Headers.ETag?.Tag);
            string? size = response.Header("X-Linked-Size") ?? (elsewhere ? null : response.Content.Headers.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            string hash = tag?.Replace("W/", "", StringComparison.Ordinal).Trim('"') ?? "";
            return BlobHash.IsKnown(hash) && long.TryParse(size, out long bytes) && bytes is >= 0 and <= LongestFile
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
            if (Text(root, "sha") is not { } commit || !HubId.IsCommit(commit))
                throw new JsonException("its sha is no commit");
            if (id.IsPinned && commit != id.Revision)
                throw new HubException($"{id}: {client.Settings.Endpoint.Host} answered with the commit {commit}. Check HF_ENDPOINT.");
            return new HubRevision(commit, [.. root.GetProperty("siblings").EnumerateArray().Select(File).Where(file => HubPath.IsPlain(file.Path))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HubException($"{id}: {client.AddressOf(id)} is not a list of files ({e.Message.TrimEnd('.')}). Check HF_ENDPOINT.", e);
        }
    }

    private static HubFile File(JsonElement sibling)
    {
        long? size = Size(sibling);
        string? hash = Text(sibling, "blobId");
        if (sibling.TryGetProperty("lfs", out JsonElement large) && large.ValueKind == JsonValueKind.Object)
            (hash, size) = (Text(large, "sha256") ?? Text(large, "oid"), Size(large) ?? size);
        return new HubFile(Text(sibling, "rfilename") ?? throw new JsonException("a file has no name"), size, hash is not null && BlobHash.IsKnown(hash) ? hash : null);
    }

    private static long? Size(JsonElement json) =>
        json.TryGetProperty("size", out JsonElement size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out long bytes) && bytes is >= 0 and <= LongestFile ? bytes : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task<byte[]> ReadAllAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using MemoryStream all = new();
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[1 << 16];
        while (await client.ReadAsync(response, body, buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            all.Write(buffer, 0, read);
            if (all.Length > LongestList)
                throw new HubException($"{id}: {client.AddressOf(id)} is longer than {LongestList >> 20} MB, which no list of files is. Check HF_ENDPOINT.");
        }

        return all.ToArray();
    }
}

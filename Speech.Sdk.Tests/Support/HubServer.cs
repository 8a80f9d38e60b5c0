using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Tests.Support;

/// <summary>A hub on this machine that answers as huggingface.co does, and wrongly where a test says so.</summary>
internal sealed class HubServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<HubRequest> _requests = [];
    private readonly Dictionary<string, (string Commit, Dictionary<string, byte[]> Files)> _repositories = [];

    public HubServer()
    {
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What is answered instead; null: as usual. It may count, and is asked for one request at a time.</summary>
    public Func<HubRequest, HubReply?> Fault { get; set; } = _ => null;

    /// <summary>What an answer waits for before anything of it is sent; null: it is sent at once. It may count, as <see cref="Fault"/> may.</summary>
    public Func<HubRequest, Task?> Wait { get; set; } = _ => null;

    /// <summary>Where large files are redirected to, as to a content delivery network; null: they are sent from here.</summary>
    public HubServer? Elsewhere { get; set; }

    /// <summary>Whether the list of files says sizes and hashes, which mirrors leave out.</summary>
    public bool ListsHashes { get; set; } = true;

    /// <summary>Whether a request for a part is answered with it.</summary>
    public bool KnowsRanges { get; set; } = true;

    public IReadOnlyList<HubRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public void Add(string repository, string commit, Dictionary<string, byte[]> files) => _repositories[repository] = (commit, files);

    /// <summary>Adds a folder's files, but for those that tests compare with.</summary>
    public void Add(string repository, string commit, string folder) => Add(
        repository, commit, Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith("golden", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes));

    /// <summary>The file's name as a blob.</summary>
    public static string HashOf(string path, byte[] content) => IsLarge(path, content)
        ? Convert.ToHexStringLower(SHA256.HashData(content))
#pragma warning disable CA5350 // Git's.
        : Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350

    public void Dispose() => _listener.Dispose();

    private static bool IsLarge(string path, byte[] content) => path.EndsWith(".safetensors", StringComparison.Ordinal) || content.Length > 100_000;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
                string[] line = (await reader.ReadLineAsync() ?? "").Split(' ');
                Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                    headers[header.Split(':')[0]] = header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                if (line.Length < 2)
                    return;
                HubRequest request = new(line[0], Uri.UnescapeDataString(line[1].Split('?')[0]), headers);
                HubReply reply;
                Task? wait;
                lock (_requests)
                {
                    _requests.Add(request);
                    reply = Fault(request) ?? Usual(request);
                    wait = Wait(request);
                }

                if (wait is not null)
                    await wait;
                await reply.WriteAsync(stream, request.Method == "HEAD");
            }
            catch (IOException)
            {
                // The other side has left.
            }
        }
    }

    private HubReply Usual(HubRequest request)
    {
        string[] parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["api", "models", var owner, var name, "revision", ..] && _repositories.TryGetValue($"{owner}/{name}", out var listed))
            return List(listed.Commit, listed.Files);
        if (parts is [var org, var repository, "resolve", var commit, .. var path]
            && _repositories.TryGetValue($"{org}/{repository}", out var held) && (commit == held.Commit || commit == "main") && held.Files.TryGetValue(string.Join('/', path), out byte[]? content))
            return Send(request, string.Join('/', path), content, held.Commit);
        if (parts is ["blobs", var hash] && _repositories.Values.SelectMany(one => one.Files).FirstOrDefault(file => HashOf(file.Key, file.Value) == hash) is { Key: not null } blob)
            return Send(request, blob.Key, blob.Value, null);
        return new HubReply(404) { Headers = { ["X-Error-Code"] = parts is ["api", ..] ? "RepoNotFound" : "EntryNotFound" } };
    }

    private HubReply List(string commit, Dictionary<string, byte[]> files) => new(200, JsonSerializer.SerializeToUtf8Bytes(new
    {
        sha = commit,
        siblings = files.Select(file => !ListsHashes ? (object)new { rfilename = file.Key } : IsLarge(file.Key, file.Value)
            ? new { rfilename = file.Key, size = file.Value.Length, blobId = new string('0', 40), lfs = new { sha256 = HashOf(file.Key, file.Value), size = file.Value.Length, pointerSize = 130 } }
            : new { rfilename = file.Key, size = file.Value.Length, blobId = HashOf(file.Key, file.Value) }),
    }));

    private HubReply Send(HubRequest request, string path, byte[] content, string? commit)
    {
        string hash = HashOf(path, content);
        Dictionary<string, string> headers = new() { ["ETag"] = $"\"{hash}\"", ["Accept-Ranges"] = "bytes" };
        if (commit is not null)
            headers["X-Repo-Commit"] = commit;
        if (IsLarge(path, content) && Elsewhere is { } other && commit is not null)
        {
            (headers["X-Linked-Etag"], headers["X-Linked-Size"]) = ($"\"{hash}\"", content.Length.ToString(CultureInfo.InvariantCulture));
            (headers["ETag"], headers["Location"]) = ("\"another\"", $"{other.Address}blobs/{hash}");
            return new HubReply(302) { Headers = headers };
        }

        bool isSame = !request.Headers.TryGetValue("If-Range", out string? tag) || tag == headers["ETag"];
        if (!KnowsRanges || !isSame || request.Range is not var (first, last))
            return new HubReply(200, content) { Headers = headers };
        int end = (int)Math.Min(last ?? long.MaxValue, content.Length - 1);
        headers["Content-Range"] = $"bytes {first}-{end}/{content.Length}";
        return new HubReply(206, content[(int)first..(end + 1)]) { Headers = headers };
    }
}

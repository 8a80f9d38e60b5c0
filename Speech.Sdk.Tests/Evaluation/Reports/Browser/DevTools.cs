using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Speech.Sdk.Tests.Evaluation.Reports.Browser;

/// <summary>A browser's DevTools protocol: commands with their answers, and events as they come.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _pending = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Task _receiving;
    private int _last;

    private DevTools(ClientWebSocket socket)
    {
        _socket = socket;
        _receiving = ReceiveAsync();
    }

    /// <summary>An event's session, name and parameters; raised on the receiving task.</summary>
    public event Action<string?, string, JsonNode>? Happened;

    public static async Task<DevTools> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(address, cancellationToken);
        return new(socket);
    }

    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref _last);
        TaskCompletionSource<JsonNode> answer = _pending[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
            message["sessionId"] = session;
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(message), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }

        JsonNode said = await answer.Task.WaitAsync(AnswerLimit);
        return said["error"] is null ? said["result"]! : throw new InvalidOperationException($"{method}: {said["error"]!.ToJsonString()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        byte[] piece = new byte[1 << 16];
        using MemoryStream message = new();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received = await _socket.ReceiveAsync(piece.AsMemory(), _stop.Token);
                message.Write(piece, 0, received.Count);
                if (!received.EndOfMessage)
                    continue;
                Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                message.SetLength(0);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or JsonException)
        {
            foreach (TaskCompletionSource<JsonNode> answer in _pending.Values)
                answer.TrySetException(new InvalidOperationException("The browser is gone.", error));
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id && _pending.TryRemove((int)id, out TaskCompletionSource<JsonNode>? answer))
            answer.TrySetResult(message);
        else if (message["method"] is { } method)
            Happened?.Invoke((string?)message["sessionId"], (string)method!, message["params"]!);
    }
}

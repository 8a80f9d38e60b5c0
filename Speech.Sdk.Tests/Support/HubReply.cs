using System.Globalization;
using System.Text;

namespace Speech.Sdk.Tests.Support;

/// <summary>What a <see cref="HubServer"/> answers.</summary>
internal sealed record HubReply(int Status, byte[]? Body = null)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Bytes of the body behind which the connection is cut; null: it is not.</summary>
    public int? CutAfter { get; init; }

    /// <summary>What the answer waits for before its body goes on behind <see cref="CutAfter"/>.</summary>
    public Task? Gate { get; init; }

    public async Task WriteAsync(Stream stream, bool isHead)
    {
        byte[] body = Body ?? [];
        StringBuilder head = new($"HTTP/1.1 {Status} Reason\r\nConnection: close\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n");
        foreach ((string name, string value) in Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        if (isHead)
            return;
        await stream.WriteAsync(body.AsMemory(0, Math.Min(body.Length, CutAfter ?? body.Length)));
        await stream.FlushAsync();
        if (Gate is not null)
            await Gate;
    }
}

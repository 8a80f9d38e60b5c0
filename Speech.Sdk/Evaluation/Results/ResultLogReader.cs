using System.Text.Json;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>Reads a result log, line by line; a last line that was cut off while it was written is none.</summary>
internal sealed class ResultLogReader
{
    private readonly string _path;

    private ResultLogReader(string path, ResultLogHeader header)
    {
        _path = path;
        Header = header;
    }

    public ResultLogHeader Header { get; }

    /// <summary>The results by the clips' places; of a clip that was tried again the last.</summary>
    public SortedDictionary<int, LoggedResult> Results { get; } = [];

    /// <summary>The time that each session worked, as far as its lines tell.</summary>
    public Dictionary<int, TimeSpan> Sessions { get; } = [];

    /// <summary>The bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a log from where the stream stands.</summary>
    /// <returns>null: there is not even a whole first line, as after a crash at the very beginning.</returns>
    /// <exception cref="SpeechException">It is no result log, or a line of it is broken.</exception>
    public static ResultLogReader? Read(string path, Stream log)
    {
        ResultLogReader? reader = null;
        int number = 0;
        foreach (ReadOnlyMemory<byte> line in Lines(log))
        {
            number++;
            try
            {
                if (reader is null)
                    reader = new ResultLogReader(path, ReadHeader(line.Span));
                else
                    reader.Add(JsonSerializer.Deserialize(line.Span, ResultJson.Default.LoggedResult)!);
            }
            catch (JsonException exception)
            {
                throw new SpeechException(number == 1
                    ? $"{path}: is no result log of an evaluation ({exception.Message}); give a folder or file that 'speech evaluate' wrote."
                    : $"{path}, line {number}: is no result ({exception.Message}); take the line out, and its clip is heard again.", exception);
            }

            reader.Length += line.Length + 1;
        }

        return reader;
    }

    private static ResultLogHeader ReadHeader(ReadOnlySpan<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line.ToArray());
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(ResultLog.Mark, out JsonElement version))
            throw new JsonException($"its first line has no '{ResultLog.Mark}'");
        if (version.ValueKind != JsonValueKind.Number || version.GetInt32() != ResultLog.Version)
            throw new JsonException($"its format is version {version}, this library's {ResultLog.Version}");
        return document.RootElement.GetProperty("header").Deserialize(ResultJson.Default.ResultLogHeader)!;
    }

    private void Add(LoggedResult result)
    {
        if (result.Index < 0 || result.Index >= Header.Clips)
            throw new JsonException($"clip {result.Index} of {Header.Clips}");
        Results[result.Index] = result;
        Sessions[result.Session] = result.Wall > Sessions.GetValueOrDefault(result.Session) ? result.Wall : Sessions.GetValueOrDefault(result.Session);
    }

    /// <summary>Lines that end in a line feed, without it.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream stream)
    {
        byte[] buffer = new byte[1 << 16];
        int start = 0, end = 0;
        while (true)
        {
            int feed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                yield return buffer.AsMemory(start, feed);
                start += feed + 1;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            int read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                yield break;
            end += read;
        }
    }
}

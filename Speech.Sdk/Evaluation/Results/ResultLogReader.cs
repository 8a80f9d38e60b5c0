using System.Text.Json;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>Reads a result log, line by line; a last line that was cut off while it was written is none.</summary>
internal sealed class ResultLogReader
{
    // Above all that a clip's result may sensibly be: a recording that is taken for a log is not to be read into memory.
    private const int LongestLine = 64 << 20;

    private ResultLogReader(ResultLogHeader header) => Header = header;

    public ResultLogHeader Header { get; }

    /// <summary>The results by the clips' places; of a clip that was tried again the last.</summary>
    public SortedDictionary<int, LoggedResult> Results { get; } = [];

    /// <summary>The time that each session worked, as far as its lines tell.</summary>
    public Dictionary<int, TimeSpan> Sessions { get; } = [];

    /// <summary>The bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a log from its beginning.</summary>
    /// <returns>null: there is not even a whole first line, as after a crash at the very beginning.</returns>
    /// <exception cref="SpeechException">It is no result log, or a line of it is broken.</exception>
    public static ResultLogReader? Read(string path, FileStream log)
    {
        ResultLogReader? reader = null;
        int number = 1;
        try
        {
            foreach (ReadOnlyMemory<byte> line in Lines(log))
            {
                if (reader is null)
                    reader = new ResultLogReader(ReadHeader(line.Span));
                else
                    reader.Add(JsonSerializer.Deserialize(line.Span, ResultJson.Default.LoggedResult) ?? throw new JsonException("it is null"));
                reader.Length += line.Length + 1;
                number++;
            }

            if (reader is null)
                CheckBeginning(log);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new SpeechException(reader is null
                ? $"{path}, line 1: this is no result log of an evaluation ({exception.Message}); give a folder or file that 'speech evaluate' wrote."
                : $"{path}, line {number}: is no result ({exception.Message}); take the line out, and its clip is heard again.", exception);
        }

        return reader;
    }

    private static ResultLogHeader ReadHeader(ReadOnlySpan<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line.ToArray());
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(ResultLog.Mark, out JsonElement version))
            throw new JsonException($"it has no '{ResultLog.Mark}'");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != ResultLog.Version)
            throw new JsonException($"its format is version {version.GetRawText()}, this library's {ResultLog.Version}");
        return (document.RootElement.TryGetProperty("header", out JsonElement header) ? header.Deserialize(ResultJson.Default.ResultLogHeader) : null)
            ?? throw new JsonException("it has no 'header'");
    }

    /// <summary>A file that never was a log is not ours to begin anew.</summary>
    private static void CheckBeginning(FileStream log)
    {
        byte[] start = new byte[ResultLog.Beginning.Length];
        log.Position = 0;
        int length = log.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!ResultLog.Beginning.AsSpan().StartsWith(start.AsSpan(0, length)))
            throw new JsonException("it begins otherwise");
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
            if (end > LongestLine)
                throw new JsonException($"it is longer than {LongestLine >> 20} MiB");
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            int read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                yield break;
            end += read;
        }
    }
}

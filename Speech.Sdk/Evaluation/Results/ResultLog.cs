using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>
/// The results of a run, or of a shard of it, in a file: a header, then a line of JSON for each clip, written through to the disk as it comes. A run
/// that was killed goes on behind the last whole line. One process at a time.
/// </summary>
public sealed class ResultLog : IDisposable
{
    internal const string Mark = "evaluation";
    internal const int Version = 1;

    /// <summary>What the first line of every log begins with.</summary>
    internal static readonly byte[] Beginning = Encoding.UTF8.GetBytes($$"""{"{{Mark}}":{{Version}},"header":{""");

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly SortedDictionary<int, LoggedResult> _results;
    private readonly int _session;
    private readonly string? _machine;

    private ResultLog(FileStream held, FileStream file, ResultLogHeader header, SortedDictionary<int, LoggedResult> results, int session, string? machine)
    {
        _machine = machine == header.Run.Machine ? null : machine;
        _lock = held;
        _file = file;
        Header = header;
        _results = results;
        _session = session;
    }

    /// <summary>What the log says of itself: the header of the run that began it.</summary>
    public ResultLogHeader Header { get; }

    /// <summary>The results that are there, by the clips' places in the evaluation.</summary>
    public IReadOnlyDictionary<int, LoggedResult> Results => _results;

    /// <summary>Opens the log to go on, or begins it.</summary>
    /// <exception cref="SpeechException">It is of another run, is broken or no log, or another process writes it.</exception>
    public static ResultLog Open(string path, ResultLogHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        FileStream held = Hold(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            ResultLogReader? before = ResultLogReader.Read(path, file);
            if (before is null)
            {
                Begin(file, header);
                return new ResultLog(held, file, header, [], session: 1, header.Run.Machine);
            }

            string[] differences = [.. before.Header.Differences(header)];
            if (differences.Length > 0)
                throw new SpeechException($"{path} holds results of another run: {string.Join("; ", differences)}. Give another output folder, or remove the file to begin anew.");
            file.SetLength(before.Length);
            file.Seek(0, SeekOrigin.End);
            return new ResultLog(held, file, before.Header, before.Results, before.Sessions.Keys.DefaultIfEmpty().Max() + 1, header.Run.Machine);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Appends a result; it is on the disk when the call returns.</summary>
    /// <param name="index">The clip's place in the whole evaluation.</param>
    /// <param name="result">What the run made of it.</param>
    /// <param name="wall">How long this process has worked, loading not counted.</param>
    /// <exception cref="IOException">The disk is full or gone; what was written before stays.</exception>
    public void Append(int index, ClipResult result, TimeSpan wall)
    {
        LoggedResult line = new(index, result, _session, wall, _machine);
        Write(_file, JsonSerializer.SerializeToUtf8Bytes(line, ResultJson.Readable.LoggedResult));
        _results[index] = line;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static void Begin(FileStream file, ResultLogHeader header)
    {
        file.SetLength(0);
        using MemoryStream line = new();
        using (Utf8JsonWriter writer = new(line))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Mark, Version);
            writer.WritePropertyName("header");
            JsonSerializer.Serialize(writer, header, ResultJson.Readable.ResultLogHeader);
            writer.WriteEndObject();
        }

        Write(file, line.ToArray());
    }

    private static void Write(FileStream file, byte[] json)
    {
        // At once, so that a line is never half there unless the machine itself stops.
        file.Write([.. json, (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    // A file of its own: a lock on the log itself would keep readers away where locks are advisory.
    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (File.Exists(path + ".lock"))
        {
            throw new SpeechException($"{path}: another process writes it ({exception.Message}); let it finish, or give another output folder.", exception);
        }
    }
}

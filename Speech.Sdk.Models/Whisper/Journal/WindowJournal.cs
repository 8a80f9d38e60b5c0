using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Speech.Sdk.Models.Whisper.Journal;

/// <summary>
/// A file with the decoded windows of a recording, a line each, so that a call that was stopped can be taken up again. What is cut off at
/// its end, as when a process is killed, is forgotten; everything else that is wrong with it is an error.
/// </summary>
internal sealed class WindowJournal : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly string _header;
    private readonly Dictionary<(long Start, int Samples), JournaledWindow> _windows = [];

    private WindowJournal(string path, FileStream file, string header)
    {
        _path = path;
        _file = file;
        _header = header;
    }

    /// <summary>Opens a journal of the same call, or begins one.</summary>
    /// <exception cref="SpeechException">The file is of another call, is no journal, is in use or cannot be written.</exception>
    public static WindowJournal Open(string path, JsonObject header)
    {
        FileStream file;
        try
        {
            // Two calls that write one file would spoil it.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SpeechException($"{path}: the journal cannot be opened ({exception.Message}); end the call that uses it, or give another JournalPath.", exception);
        }

        WindowJournal journal = new(path, file, header.ToJsonString(JournalJson.Readable.Options));
        try
        {
            journal.Read(header);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The window, or null where it is still to be decoded. It is given once.</summary>
    public JournaledWindow? Take(long start, int samples) => _windows.Remove((start, samples), out JournaledWindow? window) ? window : null;

    /// <exception cref="SpeechException">The file cannot be written.</exception>
    public void Add(JournaledWindow window) => Append(JsonSerializer.Serialize(window, JournalJson.Readable.JournaledWindow));

    /// <summary>Removes the file: the transcript is complete.</summary>
    /// <exception cref="SpeechException">The file cannot be removed.</exception>
    public void Delete()
    {
        _file.Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{_path}: the journal is done but cannot be deleted ({exception.Message}); delete it.", exception);
        }
    }

    /// <summary>Closes the file; one without a window is removed, so that a recording that cannot be read leaves none behind.</summary>
    public void Dispose()
    {
        if (_file.CanWrite && _file.Length == 0)
            Delete();
        _file.Dispose();
    }

    private void Read(JsonObject header)
    {
        using StreamReader reader = new(_file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        long complete = 0;
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            long end = complete + Encoding.UTF8.GetByteCount(line) + 1;
            if (end > _file.Length)
            {
                // A file that never was a journal is not ours to cut off.
                if (number == 1 && !_header.StartsWith(line, StringComparison.Ordinal))
                    throw NoJournal();
                break;
            }

            if (number == 1)
                Check(Parse(line, JournalJson.Readable.JsonNode) is JsonObject found && found.ContainsKey("Journal") ? found : throw NoJournal(), header);
            else if (Parse(line, JournalJson.Readable.JournaledWindow) is { } window)
                _windows[(window.Start, window.Samples)] = window;
            else
                throw new SpeechException($"{_path}: line {number} is damaged; delete the journal and begin anew, or give another JournalPath.");
            complete = end;
        }

        _file.SetLength(complete);
        _file.Position = complete;
    }

    private void Check(JsonObject journal, JsonObject call)
    {
        string[] differences = [.. JournalHeader.Differences(journal, call)];
        if (differences.Length > 0)
            throw new SpeechException($"{_path}: the journal is of another call: {string.Join("; ", differences)}. Call as then, delete the journal to begin anew, or give another JournalPath.");
    }

    private void Append(string line)
    {
        try
        {
            _file.Write(Encoding.UTF8.GetBytes(_file.Position == 0 ? $"{_header}\n{line}\n" : line + "\n"));
            _file.Flush();
        }
        catch (IOException exception)
        {
            throw new SpeechException($"{_path}: the journal cannot be written ({exception.Message}); make room, or give another JournalPath.", exception);
        }
    }

    private SpeechException NoJournal() => new($"{_path}: this is no journal; give a JournalPath that does not exist yet.");

    private static T? Parse<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // An ArgumentException where a name stands twice.
            return null;
        }
    }
}

using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The lines of a UTF-8 file one by one, without their ends (LF or CRLF) and without a byte order mark; only one line is held at a time.</summary>
internal sealed class TextLines : IDisposable
{
    // Above all that a clip's line may sensibly be: a recording that is taken for a list is not to be read into memory.
    private const int LongestLine = 64 << 20;

    private readonly FileStream _file;
    private readonly string _path;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
    private int _next;
    private int _filled;
    private bool _ended;
    private Range _line;

    private TextLines(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>The line that was read last.</summary>
    public SourceLine At => new(_path, Number);

    /// <summary>Its number, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Its bytes, valid until the next is read.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_line);

    /// <summary>Its text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <exception cref="SpeechException">The file cannot be read.</exception>
    public static TextLines Open(string path)
    {
        try
        {
            return new TextLines(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>All lines of a file, for small ones.</summary>
    public static IEnumerable<(string Text, SourceLine At)> All(string path)
    {
        using TextLines lines = Open(path);
        while (lines.Next())
            yield return (lines.Text, lines.At);
    }

    /// <summary>A small file's text, without the spaces and line ends around it.</summary>
    public static string Whole(string path) => string.Join('\n', All(path).Select(line => line.Text)).Trim();

    /// <summary>The first line that is not blank, or null; to tell a file's kind, so what is no text has none.</summary>
    public static string? FirstOf(string path)
    {
        using TextLines lines = Open(path);
        try
        {
            return lines.NextFilled() ? lines.Text : null;
        }
        catch (SpeechException)
        {
            return null;
        }
    }

    /// <summary>Goes to the next line that holds more than spaces; false at the end.</summary>
    public bool NextFilled()
    {
        while (Next())
        {
            if (Bytes.ContainsAnyExcept(" \t"u8))
                return true;
        }

        return false;
    }

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="SpeechException">The line is no UTF-8, or longer than any list's.</exception>
    public bool Next()
    {
        int length = FindEnd();
        if (length < 0)
            return false;
        Number++;
        int end = _next + length;
        _line = _next..(length > 0 && _buffer[end - 1] == '\r' ? end - 1 : end);
        _next = Math.Min(end + 1, _filled);
        ReadOnlySpan<byte> line = Bytes;
        if (!Utf8.IsValid(line))
            throw At.Error("the line is not UTF-8; save the file in that encoding.");
        if (line.Contains((byte)0))
            throw At.Error("the line holds null characters, as UTF-16 and binary files do; expected a text in UTF-8.");
        return true;
    }

    public void Dispose()
    {
        _file.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private int FindEnd()
    {
        for (int searched = 0; ;)
        {
            int length = _buffer.AsSpan(_next + searched, _filled - _next - searched).IndexOf((byte)'\n');
            if (length >= 0)
                return searched + length;
            searched = _filled - _next;
            if (_ended)
                return searched > 0 ? searched : -1;
            Fill();
        }
    }

    private void Fill()
    {
        int kept = _filled - _next;
        if (kept > LongestLine)
            throw new SpeechException($"{_path}, line {Number + 1}: the line is longer than {LongestLine >> 20} MiB; expected a list with a line a clip.");
        byte[] from = _buffer;
        if (kept > from.Length / 2)
            _buffer = ArrayPool<byte>.Shared.Rent(2 * from.Length);
        from.AsSpan(_next, kept).CopyTo(_buffer);
        if (from != _buffer)
            ArrayPool<byte>.Shared.Return(from);
        bool first = _file.Position == 0;
        int read = _file.Read(_buffer, kept, _buffer.Length - kept);
        (_next, _filled, _ended) = (0, kept + read, read == 0);
        if (first)
            SkipByteOrderMark();
    }

    private void SkipByteOrderMark()
    {
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _filled);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new SpeechException($"{_path}: is a text in UTF-16; save it in UTF-8.");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _next = 3;
    }
}

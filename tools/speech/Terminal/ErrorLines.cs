using Speech.Cli.Output;
using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>Errors on standard error, a line each.</summary>
internal sealed class ErrorLines(TextWriter error, bool showTraces)
{
    public bool Any { get; private set; }

    /// <summary>Whether it is something that the user can mend, with a message written for that.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is SpeechException or IOException or UnauthorizedAccessException or StandardOutputException;

    /// <summary>Whether other files can go on: a rejected option or a full disk would meet every one of them too.</summary>
    public static bool IsOfOneFile(Exception exception) => IsExpected(exception) && exception is not (InvalidOptionException or StandardOutputException);

    public void Add(string message)
    {
        Any = true;
        error.WriteLine($"error: {OneLine(message)}");
    }

    public void Add(Exception exception) => Add(exception, exception.Message);

    /// <summary>Says it in other words than its own.</summary>
    public void Add(Exception exception, string message)
    {
        Add(message);
        Trace(exception);
    }

    /// <summary>Names the file, unless the message does so itself.</summary>
    public void Add(string file, Exception exception)
    {
        Add(exception.Message.Contains(file, StringComparison.Ordinal) ? exception.Message : $"{file}: {exception.Message}");
        Trace(exception);
    }

    public void AddBug(string? file, Exception exception)
    {
        string place = file is null ? "" : $"{file}: ";
        Add($"{place}unexpected {exception.GetType().Name}: {exception.Message} This is a bug of speech: please report it; SPEECH_DEBUG=1 shows the trace.");
        Trace(exception);
    }

    public void AddHint(string hint) => error.WriteLine(hint);

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private void Trace(Exception exception)
    {
        if (showTraces)
            error.WriteLine(exception);
    }
}

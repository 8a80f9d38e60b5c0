using System.Text;
using Microsoft.Win32.SafeHandles;
using Speech.Cli.Output;

namespace Speech.Cli.Terminal;

/// <summary>Standard output that notices when its reader has left.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            if (!Console.IsOutputRedirected)
                Console.OutputEncoding = Encoding.UTF8;
            return Console.OpenStandardOutput();
        }

        // The console's stream says nothing when the reader has left. A file stream does, but in a real file it would
        // keep its own position, which a shell's >> or 2>&1 must share.
        FileStream stream = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    /// <summary>Whether the program at the other end of the pipe has ended, as head does when it has enough.</summary>
    public static bool ReaderHasLeft(Exception exception) =>
        (exception as IOException ?? exception.InnerException as IOException)?.HResult is BrokenPipe or WindowsBrokenPipe or WindowsNoData;

    /// <summary>Writes and flushes.</summary>
    /// <exception cref="StandardOutputException">The reader has left, or the disk is full.</exception>
    public static void Write(TextWriter output, string text)
    {
        try
        {
            output.Write(text);
            output.Flush();
        }
        catch (IOException exception)
        {
            throw new StandardOutputException(exception);
        }
    }
}

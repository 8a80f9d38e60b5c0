using System.Text;
using Speech.Sdk;

namespace Speech.Cli.Inputs;

/// <summary>A text that is given in a file, on standard input or in an argument.</summary>
internal static class TextSource
{
    /// <param name="file">A path, <c>-</c>, or null.</param>
    /// <param name="text">The text itself, or null.</param>
    /// <param name="audio">What the recording is read from.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <exception cref="SpeechException">There is no text, or it cannot be read.</exception>
    public static string Read(string? file, string? text, string audio, Func<Stream> openInput)
    {
        if ((file is null) == (text is null))
            throw new InvalidOptionException(file is null ? "There is no text; give a TEXTFILE, - for standard input, or --text." : "TEXTFILE and --text were both given; leave one of them out.");
        if (text is not null)
            return text;
        if (file == "-" && audio == "-")
            throw new InvalidOptionException("'-' was given for the recording and for the text; standard input can be read only once.");
        string name = file == "-" ? "standard input" : file!;
        if (file != "-" && !File.Exists(file))
            throw new SpeechException(Directory.Exists(file) ? $"{file}: this is a folder; expected the file of a text." : $"{file}: there is no such file; check the path.");
        try
        {
            using StreamReader reader = new(file == "-" ? openInput() : File.OpenRead(file!), new UTF8Encoding(false, throwOnInvalidBytes: true));
            string read = reader.ReadToEnd();
            // UTF-16 without a byte order mark is valid UTF-8 where its letters are Latin.
            return !read.Contains('\0', StringComparison.Ordinal)
                ? read
                : throw new SpeechException($"{name}: holds null characters, as a text in UTF-16 without a byte order mark does; save it in UTF-8.");
        }
        catch (DecoderFallbackException exception)
        {
            throw new SpeechException($"{name}: is no text in UTF-8; save it in that encoding.", exception);
        }
    }
}

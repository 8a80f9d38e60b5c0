using System.Text;

namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>A file of lines in UTF-8, with or without a byte order mark.</summary>
/// <param name="Bytes">What is in it.</param>
/// <param name="Lines">Its lines without their ends, and where each is, for errors.</param>
internal sealed record SourceFile(byte[] Bytes, IReadOnlyList<(string Line, string Place)> Lines)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidOptionException">It cannot be read, or is not UTF-8.</exception>
    public static SourceFile Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
            string[] lines = Utf8.GetString(text).Split('\n');
            return new SourceFile(bytes, [.. lines.Select((line, index) => (line.EndsWith('\r') ? line[..^1] : line, $"{path}, line {index + 1}"))]);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidOptionException($"{path} is not UTF-8 text; save it as UTF-8.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidOptionException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}

using System.Text;
using Speech.Cli.Inputs;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Alignments.Writers;

namespace Speech.Cli.Output;

/// <summary>Where an alignment is written: a file, which appears whole or not at all, or standard output.</summary>
internal sealed class AlignmentOutput
{
    private readonly string? _path;
    private readonly IAlignmentWriter _writer;
    private readonly InputFile _input;

    private AlignmentOutput(string? path, IAlignmentWriter writer, InputFile input) => (_path, _writer, _input) = (path, writer, input);

    /// <summary>Finds out now, not after an hour of audio, what cannot be written.</summary>
    /// <param name="path">The file, or null for standard output.</param>
    /// <param name="format">The format; null: what the file's name ends in.</param>
    /// <param name="characters">Whether characters are wanted.</param>
    /// <param name="input">The recording.</param>
    /// <param name="textFile">The file of the text, if it is in one.</param>
    /// <exception cref="SpeechException">The file's name says no format, or it cannot be made.</exception>
    public static AlignmentOutput Open(string? path, string? format, bool characters, InputFile input, string? textFile)
    {
        format ??= path is null ? "srt" : Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        IAlignmentWriter writer = AlignmentWriters.Find(format, characters) ?? throw new InvalidOptionException(
            $"--output {path}: the name says no format; expected one that ends in {string.Join(", ", AlignmentWriters.Formats.Select(known => $".{known}"))}, or give --format.");
        if (characters && format is not ("json" or "textgrid"))
            throw new InvalidOptionException($"--characters was given, but {format} holds no characters; choose json or textgrid.");
        if (path is null)
            return new AlignmentOutput(null, writer, input);
        if (Directory.Exists(path))
            throw new SpeechException($"--output {path}: this is a folder; expected a file.");
        if (Path.GetFullPath(path) == input.FullPath)
            throw new SpeechException($"--output {path}: this is the recording; give another file.");
        if (!MayBeReplaced(Path.GetFullPath(path)))
            throw new SpeechException($"--output {path}: this is a link or a device, which a result would replace; give a plain file, or leave --output out and redirect.");
        if (textFile is not null && Path.GetFullPath(path) == Path.GetFullPath(textFile))
            throw new SpeechException($"--output {path}: this is the text; give another file.");
        return Directory.Exists(FolderOf(path)) ? new AlignmentOutput(path, writer, input) : throw new SpeechException($"--output {path}: the folder {FolderOf(path)} does not exist; make it first.");
    }

    public void Write(TextWriter standardOutput, Alignment alignment)
    {
        StringWriter text = new();
        _writer.Write(text, alignment, _input.Name);
        if (_path is null)
        {
            StandardOutput.Write(standardOutput, text.ToString());
            return;
        }

        string temporary = Path.Combine(FolderOf(_path), $".{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllText(temporary, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new SpeechException($"--output {_path}: cannot be written: {exception.Message}", exception);
        }
    }

    // Whoever may write to /dev would lose the device: a rename replaces what has the name, not what it leads to.
    private static bool MayBeReplaced(string path) => new FileInfo(path).LinkTarget is null
        && (!path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/dev/shm/", StringComparison.Ordinal));

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}

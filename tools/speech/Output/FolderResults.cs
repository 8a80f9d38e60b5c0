using System.Text;
using Speech.Cli.Inputs;
using Speech.Sdk;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Cli.Output;

/// <summary>A file a result and format, in one folder. A file appears whole or not at all.</summary>
internal sealed class FolderResults : IResults
{
    private readonly string _folder;
    private readonly IReadOnlyList<ITranscriptWriter> _writers;
    private readonly IReadOnlyDictionary<string, string> _names;

    private FolderResults(string folder, IReadOnlyList<ITranscriptWriter> writers, IReadOnlyDictionary<string, string> names)
    {
        _folder = folder;
        _writers = writers;
        _names = names;
    }

    public bool InOrder => false;

    /// <summary>Makes the folder and finds out now, not after an hour of transcription, whether it can be written.</summary>
    /// <exception cref="SpeechException">The folder cannot be made or written, or a result would replace an input.</exception>
    public static FolderResults Open(string folder, IReadOnlyList<ITranscriptWriter> writers, IReadOnlyList<InputFile> inputs)
    {
        MakeWritable(folder);
        FolderResults results = new(folder, writers, OutputNames.Assign(inputs));
        HashSet<string> sources = [.. inputs.Select(input => input.FullPath)];
        foreach ((InputFile input, string target) in inputs.SelectMany(input => writers.Select(writer => (input, results.Target(input, writer)))))
        {
            if (sources.Contains(Path.GetFullPath(target)))
                throw new SpeechException($"{target}: the result of {input.DisplayName} would replace this input; give another --output folder.");
        }

        return results;
    }

    public IReadOnlyList<string> Write(InputFile input, Transcript transcript) =>
        [.. _writers.Select(writer => Write(input, transcript, writer))];

    private string Write(InputFile input, Transcript transcript, ITranscriptWriter writer)
    {
        StringWriter text = new();
        writer.Write(text, transcript, input.Name);
        string target = Target(input, writer);
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllText(temporary, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new SpeechException($"{input.DisplayName}: its result cannot be written to {target}: {exception.Message}", exception);
        }

        return target;
    }

    private static void MakeWritable(string folder)
    {
        if (File.Exists(folder))
            throw new SpeechException($"--output {folder}: this is a file; expected a folder.");
        string parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) ?? folder;
        if (!Directory.Exists(parent))
            throw new SpeechException($"--output {folder}: the folder {parent} does not exist; make it first.");
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream probe = new(Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"--output {folder}: cannot be written: {exception.Message} Give a folder that can.", exception);
        }
    }

    /// <summary>The files of a recording.</summary>
    public IEnumerable<string> TargetsOf(InputFile input) => _writers.Select(writer => Target(input, writer));

    /// <summary>The hidden file for what is done of a recording.</summary>
    public string JournalOf(InputFile input)
    {
        string name = Path.Combine(_folder, _names[input.FullPath]);
        return Path.Combine(Path.GetDirectoryName(name)!, $".{Path.GetFileName(name)}.journal");
    }

    private string Target(InputFile input, ITranscriptWriter writer) => Path.Combine(_folder, $"{_names[input.FullPath]}.{writer.Format}");
}

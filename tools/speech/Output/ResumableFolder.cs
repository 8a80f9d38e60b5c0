using Speech.Cli.Inputs;
using Speech.Sdk;

namespace Speech.Cli.Output;

/// <summary>What earlier runs left of their work in a folder of results.</summary>
internal sealed class ResumableFolder(FolderResults results)
{
    /// <summary>Whether a recording's results are all there and newer than it. Standard input has no age and is never done.</summary>
    public bool IsDone(InputFile input)
    {
        if (input.IsStandardInput || File.Exists(results.JournalOf(input)))
            return false;
        DateTime recorded = File.GetLastWriteTimeUtc(input.FullPath);
        return results.TargetsOf(input).All(target => File.Exists(target) && File.GetLastWriteTimeUtc(target) > recorded);
    }

    /// <summary>Where the recording's decoded windows are kept until its results are there.</summary>
    /// <exception cref="SpeechException">Its folder cannot be made.</exception>
    public string JournalOf(InputFile input)
    {
        string path = results.JournalOf(input);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{input.DisplayName}: its journal cannot be kept at {path}: {exception.Message}", exception);
        }

        return path;
    }
}

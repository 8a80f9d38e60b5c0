using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A folder of its own for a test, filled from the fixtures.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("speech-whisper-").FullName;

    public string Combine(string relative) => Path.Combine(Root, relative);

    /// <summary>Copies the named files, or all, of a shared folder into a folder here.</summary>
    public WorkFolder Copy(string shared, string target, params ReadOnlySpan<string> files)
    {
        Directory.CreateDirectory(Combine(target));
        foreach (string file in files.Length > 0 ? files : Directory.GetFiles(Shared.Path(shared)))
            File.Copy(Path.Combine(Shared.Path(shared), file), Combine(Path.Combine(target, Path.GetFileName(file))));
        return this;
    }

    /// <summary>Copies the tokenizer of a vocabulary: multilingual, en or v3, which has added tokens of its own only.</summary>
    public WorkFolder CopyTokenizer(string vocabulary, string target)
    {
        const string prefix = "fixtures/text/whisper-tokenizer-";
        Copy(prefix + vocabulary, target, "added_tokens.json");
        return Copy(prefix + (vocabulary == "v3" ? "multilingual" : vocabulary), target, "vocab.json", "merges.txt");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

using System.Text;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Evaluation.Inputs;

/// <summary>A made-up corpus that goes when the test is over.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("speech-tests-").FullName;

    public string this[string relative] => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Writes a file, empty where nothing is said of it.</summary>
    public DataFolder Add(string relative, string text = "") => Add(relative, Encoding.UTF8.GetBytes(text));

    public DataFolder Add(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
        return this;
    }

    public IReadOnlyList<EvaluationClip> Clips(string relative, string? kind = null) => Read(relative, kind).Clips;

    public EvaluationInput Read(string relative, string? kind = null) => EvaluationInput.Read(this[relative], new EvaluationInputOptions { Kind = kind });

    public string Error(string relative, string? kind = null) => Assert.Throws<SpeechException>(() => Read(relative, kind))!.Message;

    /// <summary>A recording's path from the root, with slashes.</summary>
    public string? Relative(EvaluationClip clip) => clip.AudioPath is null ? null : Path.GetRelativePath(Root, clip.AudioPath).Replace('\\', '/');

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

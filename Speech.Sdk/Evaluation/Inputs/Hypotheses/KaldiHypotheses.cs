namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A clip's name and the words behind it, as in Kaldi's text files. Told by the first line, whose first word is the name of a clip.</summary>
internal sealed class KaldiHypotheses : IHypothesisReader
{
    public string Kind => "kaldi";

    public bool Recognizes(string path, ClipIndex clips) => TextLines.FirstOf(path) is { } line && clips.Knows(KaldiTable.Split(line).Key);

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips)
    {
        foreach ((string line, SourceLine at) in TextLines.All(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            (string name, string text) = KaldiTable.Split(line);
            yield return new Hypothesis(name, null, text, at);
        }
    }
}

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The trn files of NIST's sclite: words, then the clip's name in parentheses. Told by the extension, or a clip's name at the first line's end.</summary>
internal sealed class TrnHypotheses : IHypothesisReader
{
    public string Kind => "trn";

    public bool Recognizes(string path, ClipIndex clips) => Path.GetExtension(path).Equals(".trn", StringComparison.OrdinalIgnoreCase)
        || (TextLines.FirstOf(path) is { } line && Split(line) is { } parts && clips.Knows(parts.Name));

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips)
    {
        foreach ((string line, SourceLine at) in TextLines.All(path))
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith(";;", StringComparison.Ordinal))
                continue;
            (string text, string name) = Split(line)
                ?? throw at.Error("the line has no name at its end; expected words and then the clip's name in parentheses, such as 'what is said (clip-1)'.");
            yield return new Hypothesis(name, null, text, at);
        }
    }

    private static (string Text, string Name)? Split(string line)
    {
        string trimmed = line.Trim();
        int open = trimmed.LastIndexOf('(');
        return open >= 0 && trimmed.EndsWith(')') && trimmed.Length > open + 2 ? (trimmed[..open].TrimEnd(), trimmed[(open + 1)..^1].Trim()) : null;
    }
}

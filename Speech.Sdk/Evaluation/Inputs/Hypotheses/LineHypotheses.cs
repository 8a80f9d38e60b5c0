namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>Nothing but texts, a line a clip in the order of the clips; a blank line is the text of a clip in which nothing is heard.</summary>
internal sealed class LineHypotheses : IHypothesisReader
{
    public string Kind => "lines";

    public bool Recognizes(string path, ClipIndex clips) => true;

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips)
    {
        (string Text, SourceLine At)[] lines = [.. TextLines.All(path)];
        if (lines.Length != clips.Clips.Count)
        {
            throw new SpeechException($"{path}: has {lines.Length} lines and there are {clips.Clips.Count} clips; expected a line a clip in their order, "
                + "or before each text the clip's name, as in Kaldi's text files.");
        }

        return lines.Select((line, i) => new Hypothesis(clips.Clips[i].Id, null, line.Text, line.At));
    }
}

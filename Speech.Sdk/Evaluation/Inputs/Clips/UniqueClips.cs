namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The clips of all inputs of an evaluation, no id twice.</summary>
internal sealed class UniqueClips
{
    private readonly List<EvaluationClip> _clips = [];
    private readonly Dictionary<string, SourceLine> _lines = new(StringComparer.Ordinal);

    public IReadOnlyList<EvaluationClip> All => _clips;

    /// <summary>Whether a recording of the clips lies in a folder or below.</summary>
    public bool LieIn(string folder)
    {
        string full = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        return _clips.Any(clip => clip.AudioPath?.StartsWith(full, StringComparison.Ordinal) == true);
    }

    /// <exception cref="SpeechException">An id is taken.</exception>
    public void Add(List<FoundClip> clips)
    {
        _clips.EnsureCapacity(_clips.Count + clips.Count);
        _lines.EnsureCapacity(_clips.Count + clips.Count);
        foreach ((EvaluationClip clip, SourceLine line) in clips)
        {
            if (!_lines.TryAdd(clip.Id, line))
            {
                throw line.Error($"the clip '{clip.Id}' is in {_lines[clip.Id]} already; expected every clip once. "
                    + "Take one of the lines out, or give each an id of its own; lists of the same name need different ones.");
            }

            _clips.Add(clip);
        }
    }
}

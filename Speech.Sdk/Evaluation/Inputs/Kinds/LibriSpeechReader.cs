namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A subset of LibriSpeech such as test-clean: SPEAKER/CHAPTER/SPEAKER-CHAPTER.trans.txt, recordings beside it.</summary>
internal sealed class LibriSpeechReader : IClipReader
{
    private const string Lists = "*.trans.txt";
    private static readonly string[] Names = ["chapter"];

    public string Kind => "librispeech";

    public string LooksFor => "a subset's folder of LibriSpeech (SPEAKER/CHAPTER/*.trans.txt)";

    public bool Recognizes(string path, bool forced) => Directory.Exists(path)
        && Directory.EnumerateDirectories(path).SelectMany(Directory.EnumerateDirectories).Any(chapter => Directory.EnumerateFiles(chapter, Lists).Any());

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        List<string> notes = [];
        string set = ClipSet.NameOf(path);
        return new ClipSet(set, Path.GetFullPath(path), path, Clips(path, set, notes)) { Notes = () => notes };
    }

    private static IEnumerable<FoundClip> Clips(string path, string set, List<string> notes)
    {
        foreach (string chapter in Sorted(Sorted([path])))
        {
            Dictionary<string, string> recordings = AudioFiles.In(chapter);
            string speaker = ClipSet.NameOf(Path.GetDirectoryName(chapter)!);
            FieldValues fields = new(Names, [ClipSet.NameOf(chapter)]);
            foreach (string file in Directory.EnumerateFiles(chapter, Lists).Order(StringComparer.Ordinal))
            {
                foreach ((string line, SourceLine at) in TextLines.All(file))
                {
                    if (string.IsNullOrWhiteSpace(line))
                        continue;
                    (string id, string text) = KaldiTable.Split(line);
                    recordings.Remove(id, out string? recording);
                    yield return new FoundClip(
                        new EvaluationClip
                        {
                            Id = id,
                            Set = set,
                            Reference = text,
                            AudioPath = Path.GetFullPath(recording ?? Path.Combine(chapter, id + ".flac")),
                            Language = "en",
                            Speaker = speaker,
                            Fields = fields,
                        },
                        at);
                }
            }

            if (recordings.Count > 0)
            {
                string first = recordings.Keys.Min(StringComparer.Ordinal)!;
                notes.Add($"{chapter}: {recordings.Count} recordings have no transcript and are left out, for example {first}.");
            }
        }
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> folders) =>
        folders.SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal));
}

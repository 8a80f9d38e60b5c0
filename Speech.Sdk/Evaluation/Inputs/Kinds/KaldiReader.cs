using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A data folder of Kaldi: text and wav.scp; segments, utt2spk, spk2gender, utt2lang, utt2dur and reco2dur where they are there.</summary>
internal sealed class KaldiReader : IClipReader
{
    private static readonly string[] Names = ["recording", "gender"];

    public string Kind => "kaldi";

    public string LooksFor => "a data folder of Kaldi (wav.scp and text)";

    public bool Recognizes(string path, bool forced)
    {
        string folder = FolderOf(path);
        return File.Exists(Path.Combine(folder, "wav.scp")) && File.Exists(Path.Combine(folder, "text"));
    }

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string folder = FolderOf(path);
        string set = ClipSet.NameOf(folder);
        List<string> notes = [];
        return new ClipSet(set, Path.GetFullPath(folder), folder, Clips(folder, set, notes)) { Notes = () => notes };
    }

    private static string FolderOf(string path) =>
        Path.GetFileName(path) is "wav.scp" or "text" && File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;

    private static IEnumerable<FoundClip> Clips(string folder, string set, List<string> notes)
    {
        KaldiTable? Table(string name) => KaldiTable.Read(Path.Combine(folder, name));
        KaldiTable texts = Table("text")!;
        KaldiRecordings recordings = new(Table("wav.scp")!, folder);
        KaldiTable? segments = Table("segments");
        (KaldiTable? speakers, KaldiTable? genders, KaldiTable? languages) = (Table("utt2spk"), Table("spk2gender"), Table("utt2lang"));
        (KaldiTable? lengths, KaldiTable? recordingLengths) = (Table("utt2dur"), segments is null ? Table("reco2dur") : null);

        foreach (string utterance in texts.Keys)
        {
            (string text, SourceLine at) = texts[utterance];
            (string recording, TimeRange? range) = segments is null ? (utterance, null) : Segment(segments, utterance, at);
            string? speaker = speakers?.Find(utterance);
            string? gender = speaker is null ? null : genders?.Find(speaker);
            yield return new FoundClip(
                new EvaluationClip
                {
                    Id = utterance,
                    Set = set,
                    Reference = text,
                    AudioPath = recordings.PathOf(recording, at),
                    Range = range,
                    Language = LanguageCode.Of(languages?.Find(utterance)),
                    Speaker = speaker,
                    Duration = range is { Start: var start, End: { } end }
                        ? end - start
                        : lengths?.Seconds(utterance, "utt2dur") ?? recordingLengths?.Seconds(recording, "reco2dur"),
                    Fields = new FieldValues(Names, [segments is null ? "" : recording, gender ?? ""]),
                },
                at);
        }

        IReadOnlyList<string> all = segments?.Keys ?? recordings.Keys;
        string[] without = [.. all.Where(key => !texts.Contains(key))];
        if (without.Length > 0)
            notes.Add($"{folder}: {without.Length} of {all.Count} utterances have no text and are left out, for example {without[0]}.");
    }

    // utterance recording start end; an end below 0 is the recording's, as Kaldi has it.
    private static (string Recording, TimeRange? Range) Segment(KaldiTable segments, string utterance, SourceLine text)
    {
        if (!segments.Contains(utterance))
            throw text.Error($"the utterance '{utterance}' is not in the segments file beside it; expected a line '{utterance} RECORDING START END' there.");
        (string value, SourceLine at) = segments[utterance];
        string[] parts = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (3 or 4))
            throw at.Error($"the line is '{utterance} {value}'; expected an utterance, its recording, start and end in seconds.");
        TimeSpan start = Row.Seconds(parts[1], "the start", at);
        if (double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double end) && end < 0)
            return (parts[0], new TimeRange(start));
        TimeSpan last = Row.Seconds(parts[2], "the end", at);
        return last > start
            ? (parts[0], new TimeRange(start, last))
            : throw at.Error($"the end ({parts[2]} s) is not behind the start ({parts[1]} s).");
    }
}

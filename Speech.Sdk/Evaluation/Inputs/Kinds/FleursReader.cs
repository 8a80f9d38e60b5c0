using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// A language of FLEURS as it lies on the hub, its archives unpacked: test.tsv without a header (sentence, file, transcription, the same in lower case without
/// punctuation, characters, samples, gender), and the recordings of a split in a folder.
/// </summary>
internal sealed class FleursReader : IClipReader
{
    private const double SampleRate = 16_000;
    private static readonly string[] Splits = ["test", "dev", "train"];
    private static readonly string[] Names = ["sentence_id", "transcription", "gender"];

    public string Kind => "fleurs";

    public string LooksFor => "a language's folder of FLEURS (test.tsv without a header), or one of its .tsv files";

    public bool Recognizes(string path, bool forced) => File.Exists(path)
        ? IsList(path)
        : Splits.Any(split => IsList(Path.Combine(path, split + ".tsv")));

    public ClipSet Read(string path, EvaluationInputOptions options)
    {
        string file = SplitFile.Find(path, options);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string language = ClipSet.NameOf(folder);
        string split = Path.GetFileNameWithoutExtension(file);
        string[] places =
        [
            Path.Combine(folder, "audio", split),
            Path.Combine(folder, split),
            Path.GetFullPath(Path.Combine(folder, "..", "..", "audio", language, split)),
        ];
        string? recordings = places.FirstOrDefault(Directory.Exists);
        string set = $"fleurs_{language}_{split}";
        return new ClipSet(set, recordings ?? places[0], file, Clips(file, set, recordings ?? places[0], CodeOf(language)))
        {
            Notes = () => recordings is not null
                ? []
                : [$"{file}: its recordings are not there; looked for the folders {string.Join(", ", places)}. Unpack the archive of the split."],
        };
    }

    private static IEnumerable<FoundClip> Clips(string file, string set, string recordings, string? language)
    {
        foreach ((string[] cells, SourceLine at) in DelimitedRows.TabRecords(file))
        {
            if (cells.Length != 7 || !long.TryParse(cells[5], NumberStyles.None, CultureInfo.InvariantCulture, out long samples))
                throw at.Error($"the line has {cells.Length} cells; expected 7: number, file, transcription, its lower-case form, characters, samples, gender.");
            yield return new FoundClip(
                new EvaluationClip
                {
                    Id = "",
                    Set = set,
                    Reference = cells[2],
                    AudioPath = AudioFiles.Resolve(recordings, cells[1], at),
                    Language = language,
                    Duration = TimeSpan.FromSeconds(samples / SampleRate),
                    Fields = new FieldValues(Names, [cells[0], cells[3], cells[6]]),
                },
                at);
        }
    }

    private static bool IsList(string file) =>
        File.Exists(file) && TextLines.FirstOf(file)?.Split('\t') is [var id, var name, _, _, _, var samples, _]
        && int.TryParse(id, out _) && AudioFiles.IsAudio(name) && long.TryParse(samples, out _);

    // FLEURS' own codes are not always those that other lists write.
    private static string? CodeOf(string folder) => LanguageCode.Of(folder) is { } code ? LanguageTable.Common(code) : null;
}

using System.Text.Json;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A folder with a file a clip: .txt, or where there are none the .json of Whisper's tools, whose <c>text</c> is taken. Folders within count.</summary>
internal sealed class TextFolderHypotheses : IHypothesisReader
{
    public string Kind => "text-files";

    public bool Recognizes(string path, ClipIndex clips) => Directory.Exists(path);

    public IEnumerable<Hypothesis> Read(string path, ClipIndex clips)
    {
        string[] files = Files(path, "*.txt");
        if (files.Length > 0)
            return files.Select(file => ToHypothesis(path, file, TextLines.Whole(file)));
        files = Files(path, "*.json");
        return files.Length > 0
            ? files.Select(file => ToHypothesis(path, file, TextOf(file)))
            : throw new SpeechException($"{path}: has neither .txt nor .json files; expected one for each clip, named like its recording.");
    }

    private static string[] Files(string path, string pattern) =>
        [.. Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    // Some programs name the text a.txt, others a.wav.txt.
    private static Hypothesis ToHypothesis(string folder, string file, string text) =>
        new(AudioFiles.WithSlashes(Path.ChangeExtension(Path.GetRelativePath(folder, file), null)), null, text, new SourceLine(file, 1));

    private static string TextOf(string file)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : throw new SpeechException($"{file}: has no 'text'; expected an object with one, as Whisper's tools write it.");
        }
        catch (JsonException exception)
        {
            throw new SpeechException($"{file}: is no JSON; expected an object with 'text', as Whisper's tools write it.", exception);
        }
    }
}

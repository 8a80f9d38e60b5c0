using Speech.Sdk.Export;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>The folder that snippets run in: files and models by the names that the pages use, each made when a snippet first names it.</summary>
internal sealed class SnippetFolder : IDisposable
{
    private const string Words = "Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the exhibition.";

    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<string> _made = [];
    private readonly Dictionary<string, Action<string>> _makers;

    public SnippetFolder() => _makers = new()
    {
        ["talk.mp3"] = Sample,
        ["talk.wav"] = Sample,
        ["meeting.wav"] = Sample,
        ["book.mp3"] = path => File.Copy(Shared.Path($"models/xls-r-digits/samples/{Digits().Name}"), path),
        ["book.txt"] = path => File.WriteAllText(path, Digits().Reference),
        ["digits.arpa"] = path => File.Copy(Shared.Path("fixtures/ctc/lm/hand.arpa"), path),
        ["clips"] = Clips,
        ["xls-r-int8"] = path => Export("models/xls-r-digits", path),
        ["stt-1b-int8"] = path => Export("fixtures/kyutai/stt-trfs", path),
        ["whisper-small"] = path => Link(Shared.Path("fixtures/whisper/tiny-random-en"), path),
        ["whisper-checkpoint"] = path => Link(Shared.Path("fixtures/whisper/tiny-random-en"), path),
    };

    public string Path => _folder.Root;

    /// <summary>Makes what the snippet names; skips the test where that needs files that are not there.</summary>
    public void Prepare(Snippet snippet)
    {
        foreach ((string name, Action<string> make) in _makers)
        {
            if (!(snippet.Code + snippet.Context).Contains('"' + name, StringComparison.Ordinal) || _made.Contains(name))
                continue;
            // Where it cannot be made the test is skipped, and so is the next that needs it.
            make(System.IO.Path.Combine(Path, name));
            _made.Add(name);
        }
    }

    public void Dispose() => _folder.Dispose();

    // Audio is told by its content, so any name does.
    private static void Sample(string path) => File.Copy(Repository.Path("samples/printing.flac"), path);

    // What the digits' recogniser can align.
    private static DigitSample Digits() => DigitSample.All("xls-r-digits").First();

    private static void Clips(string path)
    {
        Directory.CreateDirectory(path);
        Sample(System.IO.Path.Combine(path, "printing.flac"));
        File.WriteAllText(System.IO.Path.Combine(path, "manifest.jsonl"), $$"""{"id": "printing", "audio": "printing.flac", "text": "{{Words}}", "language": "en"}""" + "\n");
    }

    private static void Export(string checkpoint, string path) => CheckpointExporter.Export(Shared.Path(checkpoint), path, ExportOptions.Int8);

    private static void Link(string target, string path) => Directory.CreateSymbolicLink(path, target);
}

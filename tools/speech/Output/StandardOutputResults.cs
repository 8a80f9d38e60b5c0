using Speech.Cli.Inputs;
using Speech.Cli.Terminal;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Cli.Output;

/// <summary>
/// Results on standard output. Where there are several files, a line <c>==> name &lt;==</c> precedes each, as head and tail do it;
/// JSON names its file itself.
/// </summary>
internal sealed class StandardOutputResults(TextWriter output, ITranscriptWriter writer, int files) : IResults
{
    private readonly bool _headers = files > 1 && writer.Format is not ("json" or "jsonl");
    private bool _first = true;

    public bool InOrder => true;

    public IReadOnlyList<string> Write(InputFile input, Transcript transcript)
    {
        StringWriter text = new();
        if (_headers)
            text.Write($"{(_first ? "" : "\n")}==> {input.DisplayName} <==\n");
        _first = false;
        writer.Write(text, transcript, input.Name);
        StandardOutput.Write(output, text.ToString());
        return [];
    }
}

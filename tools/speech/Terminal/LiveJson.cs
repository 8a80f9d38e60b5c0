using Speech.Sdk;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Cli.Terminal;

/// <summary>An object a line, each as soon as it is known.</summary>
internal sealed class LiveJson(TextWriter output, TextWriter error, string name) : ILiveDisplay
{
    public void Show(TranscriptUpdate update)
    {
        StringWriter text = new();
        TranscriptUpdateWriter.Write(text, update, name);
        StandardOutput.Write(output, text.ToString());
    }

    public void Tell(string line) => error.WriteLine(line);

    public void End()
    {
    }
}

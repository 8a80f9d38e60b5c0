using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>Shows a stream's updates as they come.</summary>
internal interface ILiveDisplay
{
    void Show(TranscriptUpdate update);

    /// <summary>Writes a line to standard error, beside the text.</summary>
    void Tell(string line);

    /// <summary>Nothing more comes, whether or not the text was brought to an end.</summary>
    void End();
}

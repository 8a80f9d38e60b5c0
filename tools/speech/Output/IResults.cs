using Speech.Cli.Inputs;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Output;

/// <summary>Where finished transcripts go, in the order of the inputs.</summary>
internal interface IResults
{
    /// <summary>Writes a transcript so that it stays, whatever happens next.</summary>
    /// <returns>The files written; none for standard output.</returns>
    IReadOnlyList<string> Write(InputFile input, Transcript transcript);
}

using Speech.Cli.Inputs;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Output;

/// <summary>Where finished transcripts go, in the order of the inputs.</summary>
internal interface IResults
{
    /// <summary>Writes a transcript so that it stays, whatever happens next.</summary>
    /// <returns>The file written, or null for standard output.</returns>
    string? Write(InputFile input, Transcript transcript);
}

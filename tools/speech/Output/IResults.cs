using Speech.Cli.Inputs;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Output;

/// <summary>Where finished transcripts go.</summary>
internal interface IResults
{
    /// <summary>Whether transcripts must come in the order of the inputs.</summary>
    bool InOrder { get; }

    /// <summary>Writes a transcript so that it stays, whatever happens next.</summary>
    /// <returns>The files written; none for standard output.</returns>
    IReadOnlyList<string> Write(InputFile input, Transcript transcript);
}

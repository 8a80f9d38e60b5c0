using System.CommandLine;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Options of <c>speech transcribe</c> that belong together; the help lists them under one heading.</summary>
internal interface IOptionGroup
{
    string Title { get; }

    IReadOnlyList<Option> Options { get; }

    /// <summary>What contradicts what, with what to do.</summary>
    IEnumerable<string> Problems(ParseResult parsed);

    /// <summary>How the model is loaded, with what was given for this group.</summary>
    RecognizerOptions Apply(RecognizerOptions options, ParseResult parsed) => options;

    /// <summary>The options with what was given for this group.</summary>
    /// <exception cref="InvalidOptionException">It contradicts what an earlier group set.</exception>
    TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed);
}

using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;

namespace Speech.Cli.Commands;

/// <summary>A command whose help lists its options under headings.</summary>
internal abstract class GroupedCommand(string name, string description) : Command(name, description)
{
    /// <summary>The options in the order of the help.</summary>
    public abstract IReadOnlyList<IOptionGroup> Groups { get; }
}

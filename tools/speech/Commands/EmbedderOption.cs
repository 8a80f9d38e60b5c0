using System.CommandLine;

namespace Speech.Cli.Commands;

/// <summary>The model of the commands about speakers.</summary>
internal static class EmbedderOption
{
    public static Option<string> Create() => new("--model", "-m")
    {
        Description = "An x-vector model's exported folder, or its checkpoint folder, which is converted on first use.", HelpName = "FOLDER", Required = true,
    };
}

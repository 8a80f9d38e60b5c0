using System.CommandLine;

namespace Speech.Cli.Commands;

/// <summary>The model of the commands about speakers.</summary>
internal static class EmbedderOption
{
    public static Option<string> Create() => new("--model", "-m")
    {
        Description = "An x-vector model's ORG/NAME on the Hugging Face hub, its exported folder, or its checkpoint folder. Downloaded and converted on first use.", HelpName = "FOLDER|ORG/NAME", Required = true,
    };
}

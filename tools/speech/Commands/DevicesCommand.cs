using System.CommandLine;
using Speech.Sdk.Inference;

namespace Speech.Cli.Commands;

/// <summary><c>speech devices</c>: what inference can run on here, and why not on the rest.</summary>
internal static class DevicesCommand
{
    public static Command Create(CliEnvironment environment)
    {
        Command command = new("devices", "Lists what inference can run on here, and what the rest lacks.");
        command.SetAction(_ =>
        {
            foreach (ExecutionProviderStatus status in ExecutionProviders.Probe())
                environment.Output.WriteLine($"{status.Provider.ToString().ToLowerInvariant(),-9} {(status.Usable ? "yes" : "no"),-4} {status.Reason}");
        });
        return command;
    }
}

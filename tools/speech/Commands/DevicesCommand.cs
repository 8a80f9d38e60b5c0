using System.CommandLine;
using Speech.Cli.Output;
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
            foreach (ExecutionProviderStatus status in environment.ProbeProviders())
                environment.Output.WriteLine($"{DeviceNotes.Name(status.Provider),-9} {(status.Usable ? "yes" : "no"),-4} {status.Reason}");
            environment.Output.WriteLine($"auto      takes the first that works and suits the model: {string.Join(", ", ExecutionProviders.AutoOrder.Append(ExecutionProvider.Cpu).Select(DeviceNotes.Name))}");
        });
        return command;
    }
}

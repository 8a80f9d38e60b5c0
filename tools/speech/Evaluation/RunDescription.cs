using System.Reflection;
using Speech.Sdk;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Cli.Evaluation;

/// <summary>What a report says of a run.</summary>
internal static class RunDescription
{
    public static RunInfo Of(FoundModel model, RecognizerInfo info, string options) => new()
    {
        Name = model.Given.Name,
        Model = model.Given.Value,
        ModelHash = model.Hash,
        Kind = $"{info.Family} {info.Precision}",
        ExecutionProvider = info.ExecutionProvider.ToString(),
        Options = options,
        Machine = MachineKind.Describe(),
        Version = typeof(ISpeechRecognizer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        Started = DateTimeOffset.UtcNow,
    };
}

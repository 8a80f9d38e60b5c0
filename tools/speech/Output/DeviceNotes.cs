using Speech.Sdk.Inference;

namespace Speech.Cli.Output;

/// <summary>What is told of the provider that a model runs on.</summary>
internal static class DeviceNotes
{
    /// <param name="report">How it was chosen; null where nothing was to choose.</param>
    /// <param name="verbose">Whether all is told, or only what slows a run down.</param>
    public static IEnumerable<string> Of(ProviderReport? report, bool verbose)
    {
        if (report is null)
            yield break;
        if (verbose)
        {
            yield return $"runs on {Name(report.Chosen.Provider)} (asked for: {Name(report.Asked.Provider)})";
            foreach (ExecutionProviderStatus status in report.PassedOver)
                yield return $"not on {Name(status.Provider)}: {status.Reason}";
            if (report.ElsewhereUnknown is { } why)
                yield return $"which operators run on another device is not known: {why}";
        }

        foreach (OperatorsElsewhere operators in report.Elsewhere.Where(operators => verbose || operators.Compute))
            yield return operators.ToString();
    }

    /// <summary>A provider as <c>--device</c> calls it.</summary>
    public static string Name(ExecutionProvider provider) => provider.ToString().ToLowerInvariant();
}

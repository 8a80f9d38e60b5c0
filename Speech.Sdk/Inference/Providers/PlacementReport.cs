namespace Speech.Sdk.Inference.Providers;

/// <summary>Completes a report by where the operators of the loaded graphs run.</summary>
internal static class PlacementReport
{
    public static ProviderReport With(this ProviderReport report, params IEnumerable<OrtSession> sessions)
    {
        if (report.Chosen.Provider == ExecutionProvider.Cpu)
            return report;
        try
        {
            string[] expected = [.. ProviderEntries.Of(report.Chosen, captures: false).Select(entry => ProviderFacts.NativeNameOf(entry.Provider))];
            return report with
            {
                Elsewhere =
                [
                    .. sessions.Where(session => session.Provider == report.Chosen.Provider)
                        .SelectMany(session => OperatorsElsewhere.Of(Path.GetFileName(session.ModelPath), NodePlacement.Of(session.Native), expected)),
                ],
            };
        }
        // Another version of the managed or native ONNX Runtime than this was built with.
        catch (Exception e) when (e is SpeechException or MissingMemberException or EntryPointNotFoundException or DllNotFoundException)
        {
            return report with { ElsewhereUnknown = e.Message };
        }
    }
}

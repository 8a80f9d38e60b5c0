using System.Text.Json;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Evaluation.Reports.Writers;
using Speech.Sdk.Evaluation.Reports.Writers.Tables;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>Writes comparisons for terminals, documents and programs.</summary>
internal static class ComparisonWriters
{
    public static void WriteText(TextWriter output, ComparisonResult result)
    {
        foreach (string fact in Facts(result))
            output.WriteLine(fact);
        output.WriteLine();
        foreach (Table table in ComparisonTables.Of(result))
            table.WriteText(output);
    }

    public static void WriteMarkdown(TextWriter output, ComparisonResult result)
    {
        foreach (string fact in Facts(result))
            output.Write($"- {MarkdownText.Escape(fact)}\n");
        output.Write('\n');
        foreach (Table table in ComparisonTables.Of(result))
            table.WriteMarkdown(output);
    }

    /// <summary>Settings and every measurement; tables can be made anew of it.</summary>
    public static void WriteJson(Stream output, ComparisonResult result)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonTextEncoder.Instance, Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("created", result.Scores.Created);
        json.WriteString("machine", MachineKind.Describe());
        json.WriteNumber("threads", result.Settings.Threads);
        json.WriteBoolean("eachAlone", result.Settings.EachAlone);
        json.WriteString("normalizer", result.Settings.Normalizer.Name);
        json.WriteStartArray("engines");
        foreach (Engine engine in result.Settings.Engines)
            WriteEngine(json, result, engine);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<string> Facts(ComparisonResult result)
    {
        ComparisonSettings settings = result.Settings;
        yield return $"{MachineKind.Describe()}, {ReportText.Date(result.Scores.Created)}";
        yield return $"{settings.Rounds} rounds after {settings.WarmUps} to warm up; {settings.Threads} threads; {(settings.EachAlone ? "a process a clip" : "a process a set where the engine takes many files")}";
        yield return $"normaliser {settings.Normalizer.Name}";
        foreach (Engine engine in settings.Engines)
            yield return $"{engine.Name}: {engine.Template}{(result.UnsteadyClips[engine] is > 0 and int clips ? $" (in later rounds {clips} clips got another text)" : "")}";
    }

    private static void WriteEngine(Utf8JsonWriter json, ComparisonResult result, Engine engine)
    {
        json.WriteStartObject();
        json.WriteString("name", engine.Name);
        json.WriteString("command", engine.Template);
        json.WriteNumber("unsteadyClips", result.UnsteadyClips[engine]);
        json.WriteStartArray("workloads");
        foreach (Workload workload in result.Settings.Workloads)
        {
            EngineSummary summary = result.Summary(engine, [workload]);
            json.WriteStartObject();
            json.WriteString("set", workload.Set);
            json.WriteString("language", workload.Language);
            json.WriteNumber("clips", workload.Clips.Count);
            json.WriteNumber("audioSeconds", workload.Audio.TotalSeconds);
            json.WriteNumber("ratio", summary.Ratio);
            json.WriteNumber("words", summary.Words.ReferenceLength);
            json.WriteNumber("wordErrors", summary.Words.Errors);
            json.WriteStartArray("rounds");
            foreach (Measurement measured in result.Measurements.Where(measured => measured.Engine == engine && measured.Workload == workload))
                WriteRound(json, measured);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRound(Utf8JsonWriter json, Measurement measured)
    {
        json.WriteStartObject();
        json.WriteNumber("round", measured.Round);
        json.WriteNumber("seconds", measured.Cost.Wall.TotalSeconds);
        if (measured.Cost.Processor is { } processor)
            json.WriteNumber("processorSeconds", processor.TotalSeconds);
        if (measured.Cost.PeakBytes is { } peak)
            json.WriteNumber("peakBytes", peak);
        json.WriteEndObject();
    }
}

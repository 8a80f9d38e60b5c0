using System.Globalization;
using System.Text.Json;
using Speech.Sdk;

namespace Speech.Cli.Output;

/// <summary>The formats of <c>speech classify</c>.</summary>
internal static class ClassificationTables
{
    public static string[] Formats { get; } = ["txt", "json", "jsonl", "csv", "rttm"];

    public static IResultTable<Classification> Find(string format) => format switch
    {
        "json" or "jsonl" => new JsonTable<Classification>(format == "json", WriteJson),
        "csv" => new CsvTable<Classification>(["part", "start", "end", "rank", "label", "probability"], CsvRows),
        "rttm" => new RttmTable(),
        _ => new TextTable<Classification>(TextRows),
    };

    private static IEnumerable<string[]> TextRows(Classification result)
    {
        string[] Row(TimeSpan start, TimeSpan end, LabelProbability label) => [Cells.Clock(start), Cells.Clock(end), label.Label, Cells.Rounded(label.Probability)];
        yield return ["start", "end", "label", "probability"];
        foreach (LabelProbability label in result.Labels)
            yield return Row(TimeSpan.Zero, result.Duration, label);
        if (result.Spans.Count == 0 && result.Activities.Count == 0)
            yield break;
        yield return [];
        foreach (LabelActivity activity in result.Activities)
            yield return Row(activity.Start, activity.End, new LabelProbability(activity.Label, activity.Probability));
        foreach (ClassifiedSpan span in result.Spans)
        {
            foreach (LabelProbability label in span.Labels)
                yield return Row(span.Start, span.End, label);
        }
    }

    private static IEnumerable<string[]> CsvRows(Classification result)
    {
        IEnumerable<(string Part, ClassifiedSpan Span)> parts =
        [
            ("recording", new ClassifiedSpan(TimeSpan.Zero, result.Duration, result.Labels)), .. result.Spans.Select(span => ("window", span)),
            .. result.Activities.Select(activity => ("active", new ClassifiedSpan(activity.Start, activity.End, [new(activity.Label, activity.Probability)]))),
        ];
        return parts.SelectMany(part => part.Span.Labels.Select((label, rank) => (string[])
        [
            part.Part, Cells.Seconds(part.Span.Start), Cells.Seconds(part.Span.End), (rank + 1).ToString(CultureInfo.InvariantCulture),
            label.Label, Cells.Exact(label.Probability),
        ]));
    }

    private static void WriteJson(Utf8JsonWriter json, Classification result)
    {
        json.WriteSeconds("duration", result.Duration);
        json.WriteProbabilities("labels", result.Labels.Select(label => (label.Label, label.Probability)));
        json.WriteStartArray("windows");
        foreach (ClassifiedSpan span in result.Spans)
        {
            json.WriteStartObject();
            json.WriteSeconds("start", span.Start);
            json.WriteSeconds("end", span.End);
            json.WriteProbabilities("labels", span.Labels.Select(label => (label.Label, label.Probability)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.Frames is { } frames)
            WriteActivities(json, result.Activities, frames);
        json.WriteDiagnostics(result.Model, result.ExecutionProvider, result.Warnings);
    }

    private static void WriteActivities(Utf8JsonWriter json, IReadOnlyList<LabelActivity> activities, FrameProbabilities frames)
    {
        json.WriteStartArray("active");
        foreach (LabelActivity activity in activities)
        {
            json.WriteStartObject();
            json.WriteSeconds("start", activity.Start);
            json.WriteSeconds("end", activity.End);
            json.WriteString("label", activity.Label);
            json.WriteNumber("probability", activity.Probability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteSeconds("resolution", frames.Resolution);
    }
}

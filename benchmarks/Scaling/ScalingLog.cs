using System.Text.Json;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>What was measured, a line of JSON a point, so that parts can be measured one by one and an interrupted run goes on.</summary>
/// <param name="path">The file. <value>null: nothing is kept.</value></param>
/// <param name="machine">What points of this run are measured on; those of other machines are as if they were not there.</param>
internal sealed class ScalingLog(string? path, string machine)
{
    private readonly List<Line> _lines = path is not null && File.Exists(path) ? [.. File.ReadLines(path).Select((text, index) => Parse(text, $"{path}, line {index + 1}"))] : [];

    /// <summary>What the point took the last time. <value>null: it was not measured here.</value></summary>
    public ScalingMeasurement? Find(ScalingPoint point) => _lines.FindLast(line => line.Machine == machine && line.Point == point)?.Measurement;

    /// <summary>Keeps a measurement.</summary>
    public void Add(ScalingPoint point, ScalingMeasurement measurement)
    {
        Line line = new(machine, point, measurement);
        _lines.Add(line);
        if (path is not null)
            File.AppendAllText(path, $"{JsonSerializer.Serialize(line)}\n");
    }

    private static Line Parse(string text, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text)!;
        }
        catch (JsonException cause)
        {
            throw new SpeechException($"{place} is no measurement ({cause.Message}); expected what 'scaling --log' writes.", cause);
        }
    }

    private sealed record Line(string Machine, ScalingPoint Point, ScalingMeasurement Measurement);
}

using System.Text.Json;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>Measures points, each in a process of its own, unless the log knows them.</summary>
internal sealed class ScalingRun(SpokenClips clips, ScalingLog log, TextWriter notes) : IDisposable
{
    private string? _folder;

    /// <summary>What the points of a series took.</summary>
    public ScalingMeasurement[] Measure(ScalingSeries series) => [.. series.Points.Select(at =>
    {
        ScalingMeasurement? measured = log.Find(at.Point);
        string known = measured is null ? "" : ", measured before";
        if (measured is null)
            log.Add(at.Point, measured = Measure(at.Point));
        notes.WriteLine(FormattableString.Invariant($"{series.Name} {at.Number}: {measured.Wall:0.00} s{known}"));
        return measured;
    })];

    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private ScalingMeasurement Measure(ScalingPoint point)
    {
        if (_folder is null)
            ClipStore.Write(_folder = Directory.CreateTempSubdirectory("scaling-").FullName, clips.Clips);
        ScalingMeasurement? measured = null;
        OwnProcess.Run([ScalingPointRun.Command, JsonSerializer.Serialize(point), _folder], line => measured = JsonSerializer.Deserialize<ScalingMeasurement>(line));
        return measured!;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Tests.Telemetry;

/// <summary>Hears all that the library tells while it is there: of one model, since other tests tell of theirs at the same time.</summary>
internal sealed class Listener : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meter = new();
    private readonly string? _model;

    public Listener(string? model = null)
    {
        _model = model;
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SpeechTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Stopped.Add,
        };
        ActivitySource.AddActivityListener(_activities);
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != SpeechTelemetry.MeterName)
                return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meter.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meter.Start();
    }

    public ConcurrentBag<Instrument> Instruments { get; } = [];

    public ConcurrentBag<Activity> Stopped { get; } = [];

    public ConcurrentBag<(string Name, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags)> Measured { get; } = [];

    public double[] Values(string name) => [.. Measured.Where(measured => measured.Name == name).Select(measured => measured.Value)];

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> all = new(tags.ToArray());
        if (_model is null || (string?)all.GetValueOrDefault(SpeechTelemetry.Tags.Model) == _model)
            Measured.Add((instrument.Name, instrument.Unit, value, all));
    }
}

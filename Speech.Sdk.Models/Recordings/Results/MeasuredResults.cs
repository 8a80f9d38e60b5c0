using System.Diagnostics;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Recordings.Results;

/// <summary>Measures a call's recordings on the way of their results.</summary>
internal sealed class MeasuredResults : ITranscriptSink
{
    private readonly RecognizerInfo _info;
    private readonly ITranscriptSink _results;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Measurement> _underWay = [];
    private bool _endedByOne;

    private MeasuredResults(RecognizerInfo info, ITranscriptSink results) => (_info, _results) = (info, results);

    /// <summary>Runs a call; its results go straight to where they belong while nobody listens.</summary>
    public static void Run(RecognizerInfo info, int count, ITranscriptSink results, Action<ITranscriptSink> call)
    {
        if (Instruments.AreHeard)
            Measure(info, count, results, call);
        else
            call(results);
    }

    /// <summary>Runs a call whose recordings go on beside each other.</summary>
    public static Task RunAsync(RecognizerInfo info, int count, ITranscriptSink results, Func<ITranscriptSink, Task> call) =>
        Instruments.AreHeard ? MeasureAsync(info, count, results, call) : call(results);

    public void Begin(int index)
    {
        Measurement measurement = Measurement.OfRecording(_info, index);
        lock (_gate)
            _underWay[index] = measurement;
        _results.Begin(index);
    }

    public void Add(int index, Transcript transcript)
    {
        _results.Add(index, transcript);
        lock (_gate)
        {
            if (_underWay.Remove(index, out Measurement? measurement))
                measurement.Complete(transcript);
        }
    }

    public bool TryFail(int index, Exception error)
    {
        bool taken = _results.TryFail(index, error);
        lock (_gate)
        {
            if (!_underWay.Remove(index, out Measurement? measurement))
                return taken;
            // What is not taken is thrown and ends the call; others that break for it are the same error.
            measurement.Fail(error, counts: taken || !_endedByOne);
            // A call that another recording ends has the rest cancelled.
            _endedByOne |= !taken && error is not OperationCanceledException;
        }

        return taken;
    }

    private static void Measure(RecognizerInfo info, int count, ITranscriptSink results, Action<ITranscriptSink> call) => MeasureAsync(info, count, results, measured =>
    {
        call(measured);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    private static async Task MeasureAsync(RecognizerInfo info, int count, ITranscriptSink results, Func<ITranscriptSink, Task> call)
    {
        using Activity? activity = Instruments.Stage(SpeechTelemetry.Activities.Transcribe, count);
        activity?.SetTag(SpeechTelemetry.Tags.Model, info.Model);
        MeasuredResults measured = new(info, results);
        try
        {
            await call(measured).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Instruments.Mark(activity, error);
            measured.End(error);
            throw;
        }
    }

    // An error is counted once: with the recording that it is of, otherwise with the call.
    private void End(Exception error)
    {
        if (!_endedByOne)
            Instruments.Count(error, Measurement.TagsOf(_info, Measurement.Recording));
        foreach (Measurement measurement in _underWay.Values)
        {
            if (_endedByOne)
                measurement.Leave();
            else
                measurement.Fail(error, counts: false);
        }
    }
}

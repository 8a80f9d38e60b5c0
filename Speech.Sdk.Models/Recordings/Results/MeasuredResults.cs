using System.Diagnostics;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Recordings.Results;

/// <summary>Measures a call's recordings on the way of their results.</summary>
internal sealed class MeasuredResults : ITranscriptSink
{
    private readonly RecognizerInfo _info;
    private readonly ITranscriptSink _results;
    private readonly Dictionary<int, Measurement> _underWay = [];
    private bool _endedByOne;

    private MeasuredResults(RecognizerInfo info, ITranscriptSink results) => (_info, _results) = (info, results);

    /// <summary>Runs a call; its results go straight to where they belong while nobody listens.</summary>
    public static void Run(RecognizerInfo info, int count, ITranscriptSink results, Action<ITranscriptSink> call)
    {
        if (!Instruments.AreHeard)
        {
            call(results);
            return;
        }

        using Activity? activity = Instruments.Stage(SpeechTelemetry.Activities.Transcribe, count);
        activity?.SetTag(SpeechTelemetry.Tags.Model, info.Model);
        MeasuredResults measured = new(info, results);
        try
        {
            call(measured);
        }
        catch (Exception error)
        {
            Instruments.Mark(activity, error);
            measured.End(error);
            throw;
        }
    }

    public void Begin(int index)
    {
        _underWay[index] = Measurement.OfRecording(_info, index);
        _results.Begin(index);
    }

    public void Add(int index, Transcript transcript)
    {
        _results.Add(index, transcript);
        if (_underWay.Remove(index, out Measurement? measurement))
            measurement.Complete(transcript);
    }

    public bool TryFail(int index, Exception error)
    {
        bool taken = _results.TryFail(index, error);
        if (_underWay.Remove(index, out Measurement? measurement))
            measurement.Fail(error);
        // What is not taken is thrown, and ends the others' way.
        _endedByOne |= !taken && measurement is not null;
        return taken;
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

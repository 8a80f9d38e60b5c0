using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// The recordings of a call, as many at a time as are worth it: where the graph takes clips of many lengths, the next clip of each is scored
/// together, otherwise one recording follows the other. No result depends on it. Where the results take the error, a recording that cannot be
/// read is dropped, and those whose clips were scored together when the graph failed; the others go on.
/// </summary>
internal sealed class CtcBatch(CtcPlan plan, InferenceCall call, ITranscriptSink results)
{
    private readonly List<(CtcRecording Recording, int Index, IEnumerator<CtcClip> Clips)> _open = [];

    public void Run(IReadOnlyList<AudioSource> audios)
    {
        int width = plan.Model.Graph.TakesBatches ? plan.Options.RecordingsAtOnce : 1;
        int next = 0;
        try
        {
            while (true)
            {
                while (_open.Count < width && next < audios.Count)
                    Open(audios[next], next++);
                // A recording has a clip, or it is done.
                for (int place = _open.Count - 1; place >= 0; place--)
                {
                    if (!HasNext(place))
                        Close(place);
                }

                if (_open.Count > 0)
                    Score();
                else if (next == audios.Count)
                    return;
            }
        }
        finally
        {
            CloseAll();
        }
    }

    private void Open(AudioSource audio, int index)
    {
        results.Begin(index);
        try
        {
            CtcRecording recording = new(plan, call, audio, index);
            _open.Add((recording, index, recording.Clips().GetEnumerator()));
        }
        catch (Exception error) when (results.TryFail(index, error))
        {
        }
    }

    /// <summary>Whether there is a next clip; where there is none, the result is out.</summary>
    private bool HasNext(int place)
    {
        (CtcRecording recording, int index, IEnumerator<CtcClip> clips) = _open[place];
        try
        {
            if (clips.MoveNext())
                return true;
            results.Add(index, recording.ToTranscript());
        }
        catch (Exception error) when (results.TryFail(index, error))
        {
        }

        return false;
    }

    private void Score()
    {
        using Activity? activity = Instruments.Stage(SpeechTelemetry.Activities.Encode, _open.Count);
        try
        {
            plan.Model.Score(call, plan.Head, [.. _open.Select(entry => entry.Clips.Current)]);
        }
        catch (Exception error) when (_open.All(entry => results.TryFail(entry.Index, error)))
        {
            CloseAll();
        }
    }

    private void CloseAll()
    {
        while (_open.Count > 0)
            Close(_open.Count - 1);
    }

    private void Close(int place)
    {
        (CtcRecording recording, _, IEnumerator<CtcClip> clips) = _open[place];
        _open.RemoveAt(place);
        clips.Dispose();
        recording.Dispose();
    }
}

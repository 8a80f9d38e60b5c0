using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// The recordings of a call, as many at a time as are worth it: where the graph takes clips of many lengths, the next clip of each is scored
/// together, otherwise one recording follows the other. No result depends on it.
/// </summary>
internal sealed class CtcBatch(CtcPlan plan, InferenceCall call)
{
    private readonly List<(CtcRecording Recording, int Index, IEnumerator<CtcClip> Clips)> _open = [];

    public IReadOnlyList<Transcript> Run(IReadOnlyList<AudioSource> audios)
    {
        var transcripts = new Transcript[audios.Count];
        int width = plan.Model.Graph.TakesBatches ? plan.Options.BatchSize : 1;
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
                    if (!_open[place].Clips.MoveNext())
                        transcripts[_open[place].Index] = Close(place);
                }

                if (_open.Count > 0)
                    plan.Model.Score(call, plan.Head, [.. _open.Select(entry => entry.Clips.Current)]);
                else if (next == audios.Count)
                    return transcripts;
            }
        }
        finally
        {
            foreach ((CtcRecording recording, _, IEnumerator<CtcClip> clips) in _open)
            {
                clips.Dispose();
                recording.Dispose();
            }
        }
    }

    private void Open(AudioSource audio, int index)
    {
        CtcRecording recording = new(plan, call, audio, index);
        _open.Add((recording, index, recording.Clips().GetEnumerator()));
    }

    private Transcript Close(int place)
    {
        (CtcRecording recording, _, IEnumerator<CtcClip> clips) = _open[place];
        Transcript transcript = recording.ToTranscript();
        _open.RemoveAt(place);
        clips.Dispose();
        recording.Dispose();
        return transcript;
    }
}

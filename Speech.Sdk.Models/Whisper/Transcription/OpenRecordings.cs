using Speech.Sdk.Audio;
using Speech.Sdk.Models.Recordings.Results;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// The recordings of a call that are open, and their passages that are under way. Recordings are opened one by one as there is room for their
/// passages, so a long list never lies in memory whole.
/// </summary>
/// <param name="plan">The call's options.</param>
/// <param name="audios">All recordings of the call.</param>
/// <param name="opener">Opens them.</param>
/// <param name="results">Where it goes what becomes of each.</param>
internal sealed class OpenRecordings(TranscriptionPlan plan, IReadOnlyList<AudioSource> audios, RecordingOpener opener, ITranscriptSink results) : IDisposable
{
    private readonly List<Recording> _recordings = [];
    private readonly PassagePool _passages = new(plan);
    private int _next;

    /// <summary>Whether there is a result of every recording of the call.</summary>
    public bool AreDone => _next == audios.Count && _recordings.Count == 0;

    /// <summary>Whether the call went on without one of them.</summary>
    public bool AnyFailed { get; private set; }

    /// <inheritdoc cref="PassagePool.NextRound"/>
    public IReadOnlyList<OpenPassage> NextRound() => _passages.NextRound();

    /// <summary>Begins passages while there is room: of recordings under way first, in their order.</summary>
    public void Fill()
    {
        for (int index = 0; _passages.HasRoom; index++)
        {
            // Recordings without speech fill no batch; they are not all held at once for that.
            while (index == _recordings.Count)
            {
                if (_next == audios.Count || _recordings.Count == _passages.Most)
                    return;
                Open(_next++);
            }

            Recording recording = _recordings[index];
            Try(recording, () => Begin(recording));
        }
    }

    /// <summary>Does something for a recording; where it fails, the recording is out.</summary>
    /// <returns>false: the recording has failed, now or before.</returns>
    public bool Try(Recording recording, Action step) => !recording.HasFailed && Try([recording], step);

    /// <summary>Does something for recordings together; where it fails, all of them are out.</summary>
    /// <returns>false: they have failed.</returns>
    public bool Try(IEnumerable<Recording> together, Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception error) when (together.All(recording => TryFail(recording, error)))
        {
            return false;
        }
    }

    /// <summary>Whether a worker is at a round.</summary>
    public bool AnyInRounds => _passages.AnyInRounds;

    /// <summary>Ends a round: hands out the results of recordings that are done, and lets go of what nobody needs any more.</summary>
    public void Finish(IReadOnlyList<OpenPassage> round)
    {
        _passages.Tidy(round);
        for (int index = _recordings.Count - 1; index >= 0; index--)
        {
            Recording recording = _recordings[index];
            // One that failed may be heard by another worker still.
            bool done = recording.Done || (recording.HasFailed && !_passages.IsInRound(recording));
            if (done && !recording.HasFailed)
                Try(recording, () => results.Add(recording.Index, recording.ToTranscript()));
            if (!recording.HasFailed)
                plan.Options.Progress?.Report(new TranscriptionProgress(recording.Index, recording.Position, recording.Duration));
            if (done)
            {
                _recordings.RemoveAt(index);
                recording.Dispose();
            }
            else if (!recording.HasFailed)
            {
                recording.Release();
            }
        }
    }

    public void Dispose() => _recordings.ForEach(recording => recording.Dispose());

    private void Open(int index)
    {
        results.Begin(index);
        try
        {
            _recordings.Add(opener.Open(audios[index], index));
        }
        catch (Exception error) when (TryFail(index, error))
        {
        }
    }

    // A recording fails once, however many of its passages were in a step.
    private bool TryFail(Recording recording, Exception error) => recording.HasFailed || (recording.HasFailed = TryFail(recording.Index, error));

    private bool TryFail(int index, Exception error)
    {
        bool taken = results.TryFail(index, error);
        AnyFailed |= taken;
        return taken;
    }

    private void Begin(Recording recording)
    {
        while (_passages.HasRoom && recording.Begin() is { } passage)
            _passages.Add(recording, passage);
    }
}

using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>What the next update of a stream has to say.</summary>
internal sealed class StreamNews(KyutaiSttModel model, StreamingOptions options, StreamText text, TimeProvider time)
{
    private readonly TurnEnds _turns = new(model.Horizons, options.UtterancePause);
    private readonly PauseNews _pauses = new(model.Horizons, options.UpdateInterval);
    private readonly Lag _lag = new();
    private readonly List<string> _notes = [];
    private StreamLatency _latency;
    private TimeSpan _behind;
    private long _blockStart = time.GetTimestamp();
    private string _provisional = "";
    private int _seen;
    private bool _turnEnded;
    private bool _ended;

    public IReadOnlyList<string> Warnings => _lag.Warnings();

    /// <summary>Sound has come; what is said from now on follows from it.</summary>
    public void BeginBlock(TimeSpan behind)
    {
        (_behind, _blockStart) = (behind, time.GetTimestamp());
        Note(_lag.Note(behind));
    }

    /// <summary>Takes a step.</summary>
    /// <param name="isText">Whether it wrote text.</param>
    /// <param name="pauses">The probabilities of a pause.</param>
    /// <param name="written">Up to where in the sound text has been written.</param>
    public void Step(bool isText, ReadOnlySpan<float> pauses, TimeSpan written)
    {
        See();
        _turns.Step(isText, pauses, written);
        _pauses.Step(pauses);
        Judge();
    }

    /// <summary>Takes something to be said besides, if there is.</summary>
    public void Note(string? note)
    {
        if (note is not null)
            _notes.Add(note);
    }

    /// <summary>The stream has ended, with all of its text.</summary>
    public void End()
    {
        _ended = true;
        See();
        Judge();
    }

    /// <summary>Whether there is something to say.</summary>
    public bool Any(TimeSpan heard) => text.HasNews || _turnEnded || _notes.Count > 0 || text.Provisional != _provisional || _pauses.IsDue(heard);

    /// <summary>Says it.</summary>
    public TranscriptUpdate Describe(TimeSpan heard)
    {
        IReadOnlyList<Word> words = text.Tell();
        foreach (Word word in words)
            _latency = _latency.With(heard - word.End + _behind + time.GetElapsedTime(_blockStart));
        TranscriptUpdate update = new()
        {
            Committed = string.Concat(words.Select(word => word.Text)),
            Words = words,
            Provisional = _provisional = text.Provisional,
            EndsUtterance = _turnEnded,
            Pauses = _pauses.Tell(heard),
            Heard = heard,
            Behind = _behind,
            Latency = _latency,
            Note = _notes.Count == 0 ? null : string.Join(" ", _notes),
        };
        _turnEnded = false;
        _notes.Clear();
        return update;
    }

    public void Save(BinaryWriter target)
    {
        _lag.Save(target);
        _turns.Save(target);
        _pauses.Save(target);
        target.Write(_turnEnded);
        target.Write(_latency.Words);
        target.Write(_latency.Mean.Ticks);
        target.Write(_latency.Max.Ticks);
    }

    public void Restore(BinaryReader source)
    {
        _seen = text.Words.Count;
        _lag.Restore(source);
        _turns.Restore(source);
        _pauses.Restore(source);
        _turnEnded = source.ReadBoolean();
        _latency = new StreamLatency(source.ReadInt32(), new TimeSpan(source.ReadInt64()), new TimeSpan(source.ReadInt64()));
    }

    private void See()
    {
        for (; _seen < text.Words.Count; _seen++)
            _turns.Add(text.Words[_seen].End);
    }

    private void Judge() => _turnEnded |= _turns.Tell(text.IsSettled, _ended);
}

using System.Globalization;
using Speech.Sdk.Audio.Live;

namespace Speech.Sdk.Models.Streaming;

/// <summary>How far computing fell behind a stream, and what is said of it.</summary>
internal sealed class Lag
{
    private static readonly TimeSpan WorthAWarning = TimeSpan.FromSeconds(2);

    // The reader has just made some room when it is asked.
    private static readonly TimeSpan Nearly = TimeSpan.FromSeconds(1);

    private TimeSpan _furthest;
    private bool _overran;

    /// <summary>Takes how far computing is behind; what an update is to say, once, where audio is held up for it.</summary>
    public string? Note(TimeSpan behind)
    {
        _furthest = behind > _furthest ? behind : _furthest;
        if (_overran || behind <= ReadAhead.Longest - Nearly)
            return null;
        _overran = true;
        return $"computing is {ReadAhead.Longest.TotalSeconds:0} s behind, as much as is held: the source has to wait, and a capture program drops audio then.";
    }

    /// <summary>What the transcript warns of.</summary>
    public IReadOnlyList<string> Warnings()
    {
        string lost = _overran ? "the source had to wait, where a capture program drops audio" : "nothing was lost";
        return _furthest < WorthAWarning ? [] :
            [string.Create(CultureInfo.InvariantCulture, $"computing fell up to {_furthest.TotalSeconds:0.0} s behind the audio; {lost}, and updates came late. A smaller model or a GPU is quicker.")];
    }

    public void Save(BinaryWriter target)
    {
        target.Write(_furthest.Ticks);
        target.Write(_overran);
    }

    public void Restore(BinaryReader source) => (_furthest, _overran) = (new TimeSpan(source.ReadInt64()), source.ReadBoolean());
}

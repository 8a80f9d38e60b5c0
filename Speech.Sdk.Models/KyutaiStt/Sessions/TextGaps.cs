using System.Globalization;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>Where somebody spoke and the model wrote nothing, in seconds of the sound: what a watch remembers of a stream, and what is kept of it.</summary>
internal sealed class TextGaps
{
    private double? _from;
    private int _times;
    private (double From, double To) _first;
    private double _longest;

    /// <summary>Up to where text has been written.</summary>
    public double TextAt { get; private set; }

    /// <summary>The speech under way; null where nobody speaks.</summary>
    public (double From, double To)? Speech { get; set; }

    /// <summary>Whether one is under way that was noticed.</summary>
    public bool IsOpen => _from is not null;

    public void Open(double from) => _from = from;

    /// <summary>Text was written, or the sound has ended; whether that ends a gap.</summary>
    public bool Close(double at)
    {
        TextAt = at;
        if (_from is not { } from)
            return false;
        _from = null;
        if (_times++ == 0)
            _first = (from, at);
        _longest = Math.Max(_longest, at - from);
        return true;
    }

    /// <summary>What a transcript says of them; null where there are none.</summary>
    /// <param name="allowed">Speech without text that was not noticed, at most.</param>
    public string? Summary(double allowed) => _times == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"somebody spoke and the model wrote nothing for more than {allowed:0.#} s, {(_times == 1 ? "once" : $"{_times} times, first")} from {_first.From:0.0} to {_first.To:0.0} s{Longest}; listen to the audio there.");

    public void Save(BinaryWriter target)
    {
        target.Write(TextAt);
        target.Write(Speech is not null);
        target.Write(Speech?.From ?? 0);
        target.Write(Speech?.To ?? 0);
        target.Write(_from ?? double.NaN);
        target.Write(_times);
        target.Write(_first.From);
        target.Write(_first.To);
        target.Write(_longest);
    }

    public void Restore(BinaryReader source)
    {
        TextAt = source.ReadDouble();
        bool isSpoken = source.ReadBoolean();
        (double From, double To) speech = (source.ReadDouble(), source.ReadDouble());
        Speech = isSpoken ? speech : null;
        _from = source.ReadDouble() is var from && double.IsNaN(from) ? null : from;
        _times = source.ReadInt32();
        _first = (source.ReadDouble(), source.ReadDouble());
        _longest = source.ReadDouble();
    }

    private string Longest => _times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", for up to {_longest:0.0} s");
}

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>
/// The time before each window of a chunk. Time tokens begin anew with every window, and where one goes back in time, the next
/// window has begun.
/// </summary>
internal struct WindowClock
{
    private const double WindowSeconds = 30;

    private double _before;
    private double _latest;
    private double _previous;

    /// <summary>Seconds before the window that a time token belongs to.</summary>
    /// <param name="time">What the token says, in seconds from its window's beginning.</param>
    /// <param name="endedWithOneTime">Whether no pair of time tokens stands before it: the window before was heard to its end.</param>
    public double Before(double time, bool endedWithOneTime)
    {
        if (time < _latest)
        {
            _before += endedWithOneTime ? WindowSeconds : _previous;
            _latest = endedWithOneTime ? _latest : _previous;
        }

        (_previous, _latest) = (_latest, time);
        return _before;
    }
}

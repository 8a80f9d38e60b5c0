namespace Speech.Sdk.Audio;

/// <summary>A part of another decoder's recording.</summary>
internal sealed class SliceDecoder : AudioDecoder
{
    private readonly string _name;
    private readonly AudioDecoder _whole;
    private readonly long _start;
    private readonly long _end;
    private long _position;

    /// <param name="name">What errors call the whole recording.</param>
    /// <param name="whole">The recording; disposed with this.</param>
    /// <param name="range">The part, cut at whole frames.</param>
    public SliceDecoder(string name, AudioDecoder whole, TimeRange range)
    {
        _name = name;
        _whole = whole;
        _start = Frame(range.Start);
        _end = range.End is { } end ? Frame(end) : long.MaxValue;
    }

    public override AudioFormat Format => _whole.Format;

    public override long? Frames => _whole.Frames is { } frames ? Math.Max(0, Math.Min(frames, _end) - _start) : null;

    public override IReadOnlyList<string> Warnings => _whole.Warnings;

    public override ReadOnlySpan<float> ReadBlock()
    {
        while (_position < _end)
        {
            ReadOnlySpan<float> block = _whole.ReadBlock();
            if (block.IsEmpty)
                break;
            int frames = block.Length / Format.Channels;
            (long first, _position) = (_position, _position + frames);
            int from = (int)Math.Clamp(_start - first, 0, frames);
            int to = (int)Math.Clamp(_end - first, 0, frames);
            if (from < to)
                return block[(from * Format.Channels)..(to * Format.Channels)];
        }

        return _position > _start ? [] : throw new AudioFormatException(FormattableString.Invariant(
            $"{_name}: the part begins at {(double)_start / Format.SampleRate:0.###} s, but the recording ends at {(double)_position / Format.SampleRate:0.###} s; check the times."));
    }

    public override void Dispose() => _whole.Dispose();

    private long Frame(TimeSpan time) => (long)Math.Round(time.TotalSeconds * Format.SampleRate);
}

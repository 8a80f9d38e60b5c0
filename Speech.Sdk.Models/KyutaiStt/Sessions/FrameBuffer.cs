namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>
/// The sound of a stream as whole frames, with the silence before it that the model expects and, once it has ended, the silence behind it
/// during which the delayed text comes. There are as many steps as whole frames; since the first step is before any audio, the last
/// frame is never heard.
/// </summary>
internal sealed class FrameBuffer
{
    private readonly KyutaiSttTiming _timing;
    private float[] _samples;
    private int _start;
    private int _count;
    private bool _ended;

    public FrameBuffer(KyutaiSttTiming timing)
    {
        _timing = timing;
        _samples = new float[timing.Prefix + timing.Frame];
        _count = timing.Prefix;
    }

    /// <summary>Samples of sound so far, without the silence around them.</summary>
    public long Heard { get; private set; }

    /// <summary>Samples that were taken, of the silence before the sound as well.</summary>
    public long Taken => _timing.Prefix + Heard - _count;

    public void Append(ReadOnlySpan<float> samples)
    {
        samples.CopyTo(Room(samples.Length));
        Heard += samples.Length;
    }

    /// <summary>The sound has ended.</summary>
    public void End()
    {
        Room(_timing.Suffix).Clear();
        _ended = true;
    }

    /// <summary>Moves whole frames into the destination; returns how many, 0 where more sound is needed or none follow.</summary>
    public int Take(Span<float> destination)
    {
        int frames = Math.Min(destination.Length, _count - (_ended ? _timing.Frame : 0)) / _timing.Frame;
        if (frames <= 0)
            return 0;
        int taken = frames * _timing.Frame;
        _samples.AsSpan(_start, taken).CopyTo(destination);
        _start += taken;
        _count -= taken;
        return frames;
    }

    public void Save(BinaryWriter target)
    {
        target.Write(Heard);
        target.Write(_count);
        for (int index = 0; index < _count; index++)
            target.Write(_samples[_start + index]);
    }

    /// <exception cref="InvalidDataException">It was not saved by a stream.</exception>
    public void Restore(BinaryReader source)
    {
        Heard = source.ReadInt64();
        int count = source.ReadInt32();
        if (Heard < 0 || count < 0 || count > _timing.Prefix + (2 * Pool.StreamPool.LongestTurn * _timing.Frame))
            throw new InvalidDataException($"{count} samples wait");
        (_start, _count) = (0, 0);
        Span<float> samples = Room(count);
        for (int index = 0; index < count; index++)
            samples[index] = source.ReadSingle();
    }

    /// <summary>Room for samples behind those that wait.</summary>
    private Span<float> Room(int more)
    {
        if (_start + _count + more > _samples.Length)
        {
            float[] target = _count + more > _samples.Length ? new float[_count + more] : _samples;
            _samples.AsSpan(_start, _count).CopyTo(target);
            (_samples, _start) = (target, 0);
        }

        _count += more;
        return _samples.AsSpan(_start + _count - more, more);
    }
}

using Microsoft.Win32.SafeHandles;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>
/// A recording of any length: clips of a file in a <see cref="ClipOrder"/>, a pause of silence behind each. Nothing of it is held; the same seed gives the same
/// recording, and a shorter one is the beginning of a longer.
/// </summary>
/// <param name="file">The clips' samples, 16 bits.</param>
/// <param name="clips">Where in the file each is, in bytes.</param>
/// <param name="length">Bytes of the recording.</param>
/// <param name="seed">What order and pauses follow from.</param>
internal sealed class JoinedClips(SafeFileHandle file, IReadOnlyList<(long Start, long Length)> clips, long length, int seed) : ForwardStream
{
    private const int ShortestPause = SampleSpeech.SampleRate * 3 / 10;
    private const int LongestPause = SampleSpeech.SampleRate * 12 / 10;

    private readonly ClipOrder _order = new(clips.Count, new Random(seed));
    private readonly Random _pauses = new(seed);
    private long _left = length;
    private (long Start, long Length) _clip;
    private long _pause;

    public override int Read(Span<byte> buffer)
    {
        if (_clip.Length == 0 && _pause == 0)
            (_clip, _pause) = (clips[_order.Next()], sizeof(short) * _pauses.Next(ShortestPause, LongestPause));
        buffer = buffer[..(int)Math.Min(buffer.Length, Math.Min(_left, _clip.Length > 0 ? _clip.Length : _pause))];
        int count = buffer.Length;
        if (_clip.Length > 0)
        {
            count = RandomAccess.Read(file, buffer, _clip.Start);
            if (count == 0 && buffer.Length > 0)
                throw new EndOfStreamException("The file of clips is shorter than it was.");
            _clip = (_clip.Start + count, _clip.Length - count);
        }
        else
        {
            buffer.Clear();
            _pause -= count;
        }

        _left -= count;
        return count;
    }
}

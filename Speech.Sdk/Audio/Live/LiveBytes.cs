using System.Runtime.CompilerServices;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Audio.Live;

/// <summary>
/// Bytes from a pipe, given on as soon as they are there. Where a read hangs and is left behind, so is its input, whose buffer
/// the read may still write to.
/// </summary>
internal static class LiveBytes
{
    private const int ReadBytes = 1 << 14;

    public static async IAsyncEnumerable<LiveChunk> ReadRaw(
        Stream stream, string name, AudioFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = new AudioInput(stream, name, ownsStream: false, cancellation: cancellationToken);
        var codec = new PcmCodec(format.Channels, 2, bigEndian: false);
        await foreach (LiveChunk chunk in Decode(input, codec, format, null, cancellationToken).ConfigureAwait(false))
            yield return chunk;
        input.Dispose();
    }

    public static async IAsyncEnumerable<LiveChunk> ReadWav(Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = new AudioInput(stream, name, ownsStream: false, cancellation: cancellationToken);
        (WavCodec codec, AudioFormat format, long? length) = await Task.Run(() => Open(input), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        await foreach (LiveChunk chunk in Decode(input, codec, format, length, cancellationToken).ConfigureAwait(false))
            yield return chunk;
        input.Dispose();
    }

    private static (WavCodec Codec, AudioFormat Format, long? Length) Open(AudioInput input)
    {
        if (!WavHeader.Matches(input.Peek(12)) || input.Peek(1).IsEmpty)
            throw input.Error("this is no WAV; live audio is WAV, or raw 16-bit PCM whose sample rate is given.");
        WavHeader header = WavHeader.Read(input);
        WavCodec codec = WavCodec.For(header.Format, input)
            ?? throw input.Error($"{header.Format.Codec} cannot be decoded live; give PCM, float, A-law, mu-law or ADPCM.");
        return (codec, new AudioFormat(header.Format.Codec, header.Format.SampleRate, header.Format.Channels), header.DataLength);
    }

    private static async IAsyncEnumerable<LiveChunk> Decode(
        AudioInput input, WavCodec codec, AudioFormat format, long? length, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int blocks = Math.Max(1, ReadBytes / codec.BlockBytes);
        byte[] bytes = new byte[blocks * codec.BlockBytes];
        float[] samples = new float[blocks * codec.BlockFrames * format.Channels];
        int held = 0;
        for (long left = length ?? long.MaxValue; left > 0;)
        {
            Memory<byte> free = bytes.AsMemory(held, (int)Math.Min(bytes.Length - held, left));
            // A read of a pipe cannot be cancelled; one that hangs is left behind.
            int read = await Task.Run(() => input.ReadSome(free.Span), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (read == 0)
                yield break;
            left -= read;
            held += read;
            int whole = held / codec.BlockBytes;
            if (whole == 0)
                continue;
            int count = whole * codec.BlockFrames * format.Channels;
            codec.Decode(bytes.AsSpan(0, whole * codec.BlockBytes), samples.AsSpan(0, count));
            held -= whole * codec.BlockBytes;
            bytes.AsSpan(whole * codec.BlockBytes, held).CopyTo(bytes);
            yield return new LiveChunk(samples.AsMemory(0, count), format);
        }
    }
}

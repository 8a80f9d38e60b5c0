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

    /// <param name="stream">A WAV, or what else can be opened.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="open">Opens the decoder of what is no WAV, which from then on owns the input.</param>
    /// <param name="warn">Told, at the end, what of it could not be used.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static async IAsyncEnumerable<LiveChunk> ReadFile(
        Stream stream, string name, Func<AudioInput, AudioDecoder> open, Action<IReadOnlyList<string>> warn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var input = new AudioInput(stream, name, ownsStream: false, cancellation: cancellationToken);
        WavHeader? wav = await Task.Run(() => WavHeader.Matches(input.Peek(12)) ? WavHeader.Read(input) : null, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        await foreach (LiveChunk chunk in (wav is null ? Decode(() => open(input), warn, cancellationToken) : DecodeWav(input, wav, cancellationToken)).ConfigureAwait(false))
            yield return chunk;
        input.Dispose();
    }

    /// <summary>Opens containers that are given as they come.</summary>
    public static AudioDecoder OpenPackets(AudioInput input) => AudioContent.TryOpenPackets(input)
        ?? throw input.Error("this is neither a WAV nor Ogg or WebM of Opus or Vorbis; live audio is one of these, or raw 16-bit PCM whose sample rate is given.");

    private static IAsyncEnumerable<LiveChunk> DecodeWav(AudioInput input, WavHeader header, CancellationToken cancellationToken)
    {
        WavCodec codec = WavCodec.For(header.Format, input)
            ?? throw input.Error($"{header.Format.Codec} cannot be decoded live; give PCM, float, A-law, mu-law or ADPCM.");
        return Decode(input, codec, new AudioFormat(header.Format.Codec, header.Format.SampleRate, header.Format.Channels), header.DataLength, cancellationToken);
    }

    private static async IAsyncEnumerable<LiveChunk> Decode(
        Func<AudioDecoder> open, Action<IReadOnlyList<string>> warn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AudioDecoder? decoder = null;
        float[] samples = [];
        Task<int> read = Task.FromResult(0);
        try
        {
            while (await (read = Task.Run(ReadBlock, cancellationToken)).WaitAsync(cancellationToken).ConfigureAwait(false) is var count and > 0)
                yield return new LiveChunk(samples.AsMemory(0, count), decoder!.Format);
            warn(decoder!.Warnings);
        }
        finally
        {
            // A read that hangs is left behind; its decoder, which may be a program and a file, goes when it ends.
            _ = read.ContinueWith(_ => decoder?.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        int ReadBlock()
        {
            decoder ??= open();
            ReadOnlySpan<float> block = decoder.ReadBlock();
            if (samples.Length < block.Length)
                samples = new float[block.Length];
            block.CopyTo(samples);
            return block.Length;
        }
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

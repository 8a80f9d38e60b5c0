using System.Numerics.Tensors;
using Concentus;
using Concentus.Structs;

namespace Speech.Sdk.Audio.Packets;

/// <summary>Decodes Opus packets (RFC 6716) with Concentus, at 48 kHz whatever was recorded, as every decoder of files does.</summary>
internal sealed class OpusPackets : IPacketDecoder
{
    private const int SampleRate = 48000, MaxFrames = SampleRate * 120 / 1000;

    private readonly OpusHead _head;
    private readonly IOpusMultiStreamDecoder _decoder;

    public OpusPackets(OpusHead head)
    {
        _head = head;

        // The factory that its author points to would take a native library that happens to be installed: samples would differ from machine to machine.
#pragma warning disable CS0618
        _decoder = new OpusMSDecoder(SampleRate, head.Channels, head.Streams, head.Coupled, head.Mapping);
#pragma warning restore CS0618
    }

    public AudioFormat Format => new("Opus", SampleRate, _head.Channels);

    public int PreSkip => _head.PreSkip;

    public int Ahead => 0;

    public int? FramesOf(ReadOnlySpan<byte> packet) =>
        !packet.IsEmpty && OpusPacketInfo.GetNumSamples(packet, SampleRate) is > 0 and <= MaxFrames and int frames ? frames : null;

    public void Decode(byte[] packet, Span<float> samples)
    {
        _decoder.DecodeMultistream(packet, samples, samples.Length / _head.Channels, decode_fec: false);
        if (_head.Gain != 1)
            TensorPrimitives.Multiply(samples, _head.Gain, samples);
    }

    public void Dispose() => _decoder.Dispose();
}

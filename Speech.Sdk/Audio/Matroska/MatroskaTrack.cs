using Speech.Sdk.Audio.Packets;

namespace Speech.Sdk.Audio.Matroska;

/// <summary>A track of sound whose packets are decoded here (RFC 9559, section 5.1.4).</summary>
/// <param name="Number">What its blocks call it.</param>
/// <param name="Codec">What its packets hold.</param>
/// <param name="Headers">The packets before the sound, as Ogg has them.</param>
internal sealed record MatroskaTrack(long Number, PacketCodec Codec, IReadOnlyList<byte[]> Headers)
{
    private const int Audio = 2;

    /// <summary>The first track of sound in a list of tracks; null if there is none, or it is of another codec.</summary>
    public static MatroskaTrack? Find(ReadOnlySpan<byte> tracks)
    {
        EbmlChildren entries = new(tracks);
        while (entries.MoveNext())
        {
            if (entries.Id == EbmlElement.TrackEntry && Read(entries.Contents) is var (isAudio, track) && isAudio)
                return track;
        }

        return null;
    }

    private static (bool IsAudio, MatroskaTrack? Track) Read(ReadOnlySpan<byte> entry)
    {
        (long number, bool isAudio, bool isEncoded) = (0, false, false);
        ReadOnlySpan<byte> codec = default, data = default;
        EbmlChildren fields = new(entry);
        while (fields.MoveNext())
        {
            switch (fields.Id)
            {
                case EbmlElement.TrackNumber:
                    number = fields.ReadInteger(signed: false);
                    break;
                case EbmlElement.TrackType:
                    isAudio = fields.ReadInteger(signed: false) == Audio;
                    break;
                case EbmlElement.CodecId:
                    codec = fields.Contents;
                    break;
                case EbmlElement.CodecPrivate:
                    data = fields.Contents;
                    break;
                case EbmlElement.ContentEncodings:
                    isEncoded = true;
                    break;
            }
        }

        IReadOnlyList<byte[]>? headers = isEncoded ? null : ReadHeaders(codec, data);
        return (isAudio, headers is null ? null : new MatroskaTrack(number, PacketDecoder.CodecOf(headers[0]), headers));
    }

    private static byte[][]? ReadHeaders(ReadOnlySpan<byte> codec, ReadOnlySpan<byte> data)
    {
        byte[][]? headers = codec.StartsWith("A_OPUS"u8) ? [data.ToArray()]
            : codec.StartsWith("A_VORBIS"u8) && data.Length > 0 ? Lacing.SplitXiph(data[1..], data[0] + 1)
            : null;
        bool known = headers is not null && PacketDecoder.CodecOf(headers[0]) switch
        {
            PacketCodec.Opus => true,
            PacketCodec.Vorbis => headers.Length == 3,
            _ => false,
        };
        return known ? headers : null;
    }
}

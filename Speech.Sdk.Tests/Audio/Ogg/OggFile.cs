using System.Buffers.Binary;
using Speech.Sdk.Audio.Ogg;

namespace Speech.Sdk.Tests.Audio.Ogg;

/// <summary>An Ogg file taken apart, so that tests can change it and put it together again with checksums that are right.</summary>
internal sealed class OggFile(IEnumerable<OggFile.Page> pages)
{
    /// <summary>What a stream of Opus begins with: one channel, and nothing to skip.</summary>
    public static byte[] OpusHead { get; } = [.. "OpusHead"u8, 1, 1, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];

    public List<Page> Pages { get; } = [.. pages];

    public static OggFile Read(string name) => Read(AudioData.Bytes(name));

    public static OggFile Read(byte[] file)
    {
        List<Page> pages = [];
        for (int at = 0; at < file.Length;)
        {
            int segments = file[at + 26], body = file.AsSpan(at + 27, segments).ToArray().Sum(segment => segment);
            pages.Add(new Page
            {
                Flags = file[at + 5],
                Granule = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at + 6)),
                Serial = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 14)),
                Sequence = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 18)),
                Lacing = file.AsSpan(at + 27, segments).ToArray(),
                Body = file.AsSpan(at + 27 + segments, body).ToArray(),
            });
            at += 27 + segments + body;
        }

        return new OggFile(pages);
    }

    /// <summary>The same packets, each in pages of its own.</summary>
    public static OggFile OfPackets(IReadOnlyList<byte[]> packets, IReadOnlyList<long> granules)
    {
        List<Page> pages = [];
        for (int i = 0; i < packets.Count; i++)
        {
            byte[] lacing = [.. Enumerable.Repeat((byte)255, packets[i].Length / 255), (byte)(packets[i].Length % 255)];
            int start = 0;
            foreach (byte[] part in lacing.Chunk(255))
            {
                int length = part.Sum(segment => segment);
                int flags = (start > 0 ? 1 : 0) | (i == 0 && start == 0 ? 2 : 0) | (i == packets.Count - 1 && part[^1] < 255 ? 4 : 0);
                pages.Add(new Page
                {
                    Flags = (byte)flags, Granule = part[^1] < 255 ? granules[i] : -1, Serial = 7, Sequence = pages.Count, Lacing = part, Body = packets[i][start..(start + length)],
                });
                start += length;
            }
        }

        return new OggFile(pages);
    }

    /// <summary>All packets, and what the page says in which each is the last one; -1 for the others.</summary>
    public (List<byte[]> Packets, List<long> Granules) ToPackets()
    {
        (List<byte[]> packets, List<long> granules) = ([], []);
        List<byte> packet = [];
        foreach (Page page in Pages)
        {
            int at = 0;
            foreach (byte length in page.Lacing)
            {
                packet.AddRange(page.Body[at..(at + length)]);
                at += length;
                if (length == 255)
                    continue;
                packets.Add([.. packet]);
                granules.Add(at == page.Body.Length ? page.Granule : -1);
                packet.Clear();
            }
        }

        return (packets, granules);
    }

    public byte[] Write() => [.. Pages.SelectMany(page => page.Write())];

    public sealed record Page
    {
        public required byte Flags { get; init; }

        public required long Granule { get; init; }

        public required int Serial { get; init; }

        public required int Sequence { get; init; }

        public required byte[] Lacing { get; init; }

        public required byte[] Body { get; init; }

        public byte[] Write()
        {
            byte[] page = [.. "OggS"u8, 0, Flags, .. new byte[20], (byte)Lacing.Length, .. Lacing, .. Body];
            BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), Granule);
            BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(14), Serial);
            BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(18), Sequence);
            BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), OggChecksum.Append(0, page));
            return page;
        }
    }
}

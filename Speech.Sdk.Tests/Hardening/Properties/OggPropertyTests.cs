using CsCheck;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Ogg;
using Speech.Sdk.Audio.Packets;
using Speech.Sdk.Tests.Audio.Ogg;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>However packets are cut into pages, and whatever lies between those, they are put together again.</summary>
public sealed class OggPropertyTests
{
    private const int Serial = 7;

    private static readonly Gen<byte[]> Packet = Gen.Select(
        Gen.OneOf<int>(Gen.Int[0, 300], Gen.OneOf<int>([0, 254, 255, 256, 509, 510, 511, 65_025, 66_000])), Gen.Byte, (length, first) => Enumerable.Range(first, length).Select(value => (byte)value).ToArray());

    // No page can begin in these.
    private static readonly Gen<byte[]> Junk = Gen.Byte[(byte)'a', (byte)'z'].Array[0, 40];

    private static readonly Gen<(byte[][] Packets, int[] Segments, (byte[] Junk, bool OtherStream)[] Between)> File = Gen.Select(
        Packet.Array[1, 12], Gen.Int[1, 255].Array[1, 8], Gen.Select(Junk, Gen.Bool).Array[1, 6]);

    [Test]
    public void Packets_InAnyPages_AreTheSamePackets() => Property.Holds(
        File,
        file =>
        {
            (byte[][] packets, int[] segments, (byte[] Junk, bool OtherStream)[] between) = file;
            List<byte[]> parts = [Page(OggFile.OpusHead, [(byte)OggFile.OpusHead.Length], flags: 2, sequence: 0)];
            List<byte[]> pages = PagesOf(packets, segments);
            int junk = 0;
            for (int i = 0; i < pages.Count; i++)
            {
                (byte[] gap, bool other) = between[i % between.Length];
                junk += gap.Length;
                parts.AddRange([gap, other ? Page([1, 2, 3], [3], flags: 0, sequence: i, serial: 8) : [], pages[i]]);
            }

            using AudioInput input = new(new MemoryStream([.. parts.SelectMany(part => part)]), "ogg", ownsStream: true);
            OggPacketReader reader = new(input, PacketCodec.Opus);
            List<OggPacket> read = [];
            while (reader.TryNext(out OggPacket packet))
                read.Add(packet);
            Assert.That(read.Select(packet => packet.Bytes), Is.EqualTo(packets.Prepend(OggFile.OpusHead)));
            Assert.That(read.Select(packet => packet.AfterGap), Has.None.True);
            Assert.That((read[^1].Ends, reader.CutOff, reader.Junk), Is.EqualTo((true, false, (long)junk)));
        },
        times: 200);

    /// <summary>Without one page: the packets that lie in others whole, and the first of them that begins behind the gap says so.</summary>
    [Test]
    public void Packets_WithAPageMissing_AreThoseOfTheOthers() => Property.Holds(
        Gen.Select(File, Gen.Int[0, 1000]),
        given =>
        {
            (byte[][] packets, int[] segments, _) = given.Item1;
            List<byte[]> pages = PagesOf(packets, segments);
            (int First, int Last)[] places = PlacesOf(packets, segments);
            int missing = given.Item2 % pages.Count, last = pages.Count - 1;
            using AudioInput input = new(
                new MemoryStream([.. Page(OggFile.OpusHead, [(byte)OggFile.OpusHead.Length], flags: 2, sequence: 0), .. pages.Where((_, page) => page != missing).SelectMany(page => page)]), "ogg", ownsStream: true);
            OggPacketReader reader = new(input, PacketCodec.Opus);
            List<(string, bool, bool)> read = [];
            while (reader.TryNext(out OggPacket packet))
                read.Add((Convert.ToHexString(packet.Bytes), packet.AfterGap, packet.Ends));

            int[] whole = [.. Enumerable.Range(0, packets.Length).Where(i => missing < places[i].First || missing > places[i].Last)];
            int behind = whole.FirstOrDefault(i => places[i].First > missing, -1);
            Assert.That(read.Skip(1), Is.EqualTo(whole.Select(i => (Convert.ToHexString(packets[i]), i == behind, i == packets.Length - 1))));
            Assert.That(reader.CutOff, Is.EqualTo(missing == last));
        },
        times: 200);

    // The pages in which each packet begins and ends.
    private static (int First, int Last)[] PlacesOf(byte[][] packets, int[] segments)
    {
        int page = 0, left = segments[0];
        return [.. packets.Select(packet =>
        {
            (int First, int Last) place = default;
            for (int segment = 0; segment <= packet.Length / 255; segment++)
            {
                if (left == 0)
                    left = segments[++page % segments.Length];
                left--;
                place = (segment == 0 ? page : place.First, page);
            }

            return place;
        })];
    }

    private static List<byte[]> PagesOf(byte[][] packets, int[] segments)
    {
        byte[] lacing = [.. packets.SelectMany(packet => (byte[])[.. Enumerable.Repeat((byte)255, packet.Length / 255), (byte)(packet.Length % 255)])];
        byte[] body = [.. packets.SelectMany(packet => packet)];
        List<byte[]> pages = [];
        int from = 0, at = 0;
        while (from < lacing.Length)
        {
            int count = Math.Min(lacing.Length - from, segments[pages.Count % segments.Length]);
            byte[] part = lacing[from..(from + count)];
            int length = part.Sum(segment => segment);
            bool continues = from > 0 && lacing[from - 1] == 255, ends = from + count == lacing.Length;
            pages.Add(Page(body[at..(at + length)], part, (continues ? 1 : 0) | (ends ? 4 : 0), pages.Count + 1));
            (from, at) = (from + count, at + length);
        }

        return pages;
    }

    private static byte[] Page(byte[] body, byte[] lacing, int flags, int sequence, int serial = Serial) =>
        new OggFile.Page { Flags = (byte)flags, Granule = lacing.Any(length => length < 255) ? sequence : -1, Serial = serial, Sequence = sequence, Lacing = lacing, Body = body }.Write();
}

using CsCheck;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Matroska;
using Speech.Sdk.Tests.Audio.Ogg;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>However blocks are nested, laced and measured, their packets come out in order; and what is nested arbitrarily is audio or refused.</summary>
public sealed class MatroskaPropertyTests
{
    private const uint Void = 0xEC, Tags = 0x1254C367, BlockDuration = 0x9B;

    private static readonly Gen<byte[][]> Packets = Gen.OneOf<int>(Gen.Int[0, 40], Gen.OneOf<int>([0, 126, 127, 128, 254, 255, 256, 510, 16_383, 16_384]))
        .Select(length => Enumerable.Range(length, length).Select(value => (byte)value).ToArray()).Array[1, 6];

    private static readonly Gen<Ebml.Block> Block = Gen.Select(Packets, Gen.Int[0, 3], Gen.OneOf<long>([1, 2, 127, 300]), Gen.Bool, Gen.Int[0, 8], (packets, lacing, track, grouped, width) =>
        new Ebml.Block(
            // Equal lengths ask for equal packets, and without lacing there is one.
            lacing == 2 ? [.. packets.Select(_ => packets[0])] : lacing == 0 ? packets[..1] : packets, lacing, track, grouped, width));

    [Test]
    public void Blocks_InAnyStructure_GiveTheirPackets() => Property.Holds(
        Gen.Select(Gen.Select(Block.Array[0, 5], Gen.Bool, Gen.Int[0, 8]).Array[1, 4], Gen.Bool, Gen.Int[0, 3]),
        file =>
        {
            ((Ebml.Block[] Blocks, bool Unknown, int Width)[] clusters, bool live, int junk) = file;
            byte[] contents =
            [
                .. Enumerable.Repeat(Ebml.Element(Void, new byte[junk], junk), junk).SelectMany(element => element),
                .. clusters.SelectMany(cluster => Ebml.Element(
                    EbmlElement.Cluster, [.. cluster.Blocks.SelectMany(block => (byte[])[.. Ebml.Write(block), .. Ebml.Element(Void, [0x1F, 0x43], 1)])], cluster.Width, cluster.Unknown)),
                .. Ebml.Element(Tags, new byte[30], 2),
            ];
            using AudioInput input = new(new MemoryStream([.. Ebml.Element(EbmlElement.Ebml, [1, 2, 3], 1), .. Ebml.Element(EbmlElement.Segment, contents, 8, live)]), "webm", ownsStream: true);
            MatroskaReader reader = new(input);
            List<(long, byte[][]?)> read = [];
            while (reader.TryNext(out uint id))
            {
                MatroskaBlock block = id == EbmlElement.SimpleBlock ? MatroskaBlock.Read(reader.Contents) : MatroskaBlock.ReadGroup(reader.Contents);
                read.Add((block.Track, block.Packets));
            }

            Assert.That(read, Is.EqualTo(clusters.SelectMany(cluster => cluster.Blocks).Select(block => (block.Track, (byte[][]?)block.Packets))));
            Assert.That((reader.Junk, reader.CutOff), Is.EqualTo((0L, false)));
        },
        times: 200);

    [Test]
    public void Elements_NestedArbitrarily_AreReadOrRefused()
    {
        int tracks = 0, tries = 0;
        Property.Holds(Gen.Select(Elements(5), Gen.Int[0, 5000]), given =>
        {
            byte[] track = Ebml.Element(EbmlElement.TrackEntry, [.. Ebml.Element(EbmlElement.TrackNumber, [1]), .. Ebml.Element(EbmlElement.TrackType, [2]), .. Ebml.Element(EbmlElement.CodecId, "A_OPUS"u8.ToArray()), .. Ebml.Element(EbmlElement.CodecPrivate, OggFile.OpusHead)]);
            byte[] deep = [.. Enumerable.Repeat(Ebml.Element(EbmlElement.Segment, [], unknown: true), given.Item2).SelectMany(element => element)];
            byte[] file = [.. Ebml.Element(EbmlElement.Ebml, []), .. deep, .. Ebml.Element(EbmlElement.Tracks, track), .. given.Item1, .. Ebml.Element(EbmlElement.Cluster, given.Item1, unknown: true)];
            tries++;
            DamagedFiles.AssertHarmless("elements", () =>
            {
                using AudioReader reader = AudioSource.FromBytes(file).Open(16_000, Tests.Audio.Decoding.NoFfmpeg, CancellationToken.None);
                tracks++;
                float[] block = new float[4096];
                while (reader.Read(block) > 0)
                {
                }
            });
        }, times: 150);
        Assert.That(tracks, Is.GreaterThan(tries / 2), "most have a track that is decoded here");
    }

    private static Gen<byte[]> Elements(int depth)
    {
        Gen<byte[]> bytes = Gen.Byte.Array[0, 30];
        Gen<byte[]> contents = depth == 0 ? bytes : Gen.OneOf<byte[]>(bytes, Elements(depth - 1));
        return Gen.Select(
            Gen.OneOf<uint>([
                EbmlElement.Segment, EbmlElement.Tracks, EbmlElement.TrackEntry, EbmlElement.Cluster, EbmlElement.SimpleBlock, EbmlElement.SimpleBlock, EbmlElement.BlockGroup, EbmlElement.Block, EbmlElement.DiscardPadding,
                EbmlElement.CodecPrivate, EbmlElement.Ebml, Void, BlockDuration]),
            contents, Gen.OneOf<long>(Gen.Const(-1L), Gen.Const(-1L), Gen.Const(-1L), Arbitrary.Number), Gen.Int[0, 8], Gen.OneOf<bool>([false, false, false, true]),
            (id, inner, length, width, unknown) => Ebml.Element(id, inner, width, unknown, length))
            .Array[0, 4].Select(all => all.SelectMany(element => element).ToArray());
    }
}

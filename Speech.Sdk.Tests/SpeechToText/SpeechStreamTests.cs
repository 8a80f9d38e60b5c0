using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Extensions.AI;
using Speech.Sdk.Tests.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.SpeechToText;

/// <summary>Of streams with a sample rate: which hold a file all the same, and which samples alone.</summary>
public sealed class SpeechStreamTests
{
    private const string WithJunkBeforeIt = "mp3_junk_prefix.mp3";

    private static IEnumerable<TestCaseData> Files => GoldenFiles.Decodable.Where(file => (string?)((JsonNode)file.Arguments[0]!)["file"] != WithJunkBeforeIt);

    private static IEnumerable<TestCaseData> Raw => GoldenFiles.Raw;

    [TestCaseSource(nameof(Files))]
    public async Task File_OfAnyFormat_IsNotTakenForSamples(JsonNode entry)
    {
        await using FileStream stream = File.OpenRead(GoldenFiles.PathOf(entry));
        Assert.That((await SpeechStream.OpenAsync(stream, 16_000, default)).IsRaw, Is.False);
    }

    // As docs/hosting.md says: nothing tells such a file from samples, and a rate was given.
    [Test]
    public async Task File_WithSomethingBeforeItsFirstByte_IsTakenForSamplesIfARateIsGiven()
    {
        await using FileStream stream = File.OpenRead(Shared.Path($"fixtures/audio/{WithJunkBeforeIt}"));
        Assert.That((await SpeechStream.OpenAsync(stream, 16_000, default)).IsRaw, Is.True);
    }

    [TestCaseSource(nameof(Raw))]
    public async Task Samples_AreSamples(JsonNode entry)
    {
        await using FileStream stream = File.OpenRead(GoldenFiles.PathOf(entry));
        Assert.That((await SpeechStream.OpenAsync(stream, 16_000, default)).IsRaw, Is.True);
    }

    [TestCase(-1, Description = "all bits set, as in a frame's mark")]
    [TestCase(-3585, Description = "ADTS' mark")]
    [TestCase(-1025, Description = "MPEG's mark")]
    [TestCase(0x47, Description = "a transport packet's")]
    public async Task Samples_BeginningAsAFrameByChance_AreSamples(int first)
    {
        byte[] bytes = new byte[40_000];
        new Random(5).NextBytes(bytes);
        BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)first);
        Assert.That((await SpeechStream.OpenAsync(new MemoryStream(bytes), 16_000, default)).IsRaw, Is.True);
    }

    [Test]
    public async Task Samples_OfAPipe_AreNotWaitedFor()
    {
        // As much as has been spoken; the next read would hang.
        await using SpokenSoFar pipe = new(new byte[12]);
        Assert.That((await SpeechStream.OpenAsync(pipe, 16_000, default)).IsRaw, Is.True);
    }

    [TestCase("webm_opus.webm", 2 / 3.0, "has no end")]
    [TestCase("ogg_opus_stereo.ogg", 1, null)]
    [TestCase("mp3_cbr_mono.mp3", 0.5, "cut off")]
    [TestCase("flac16.flac", 1, null)]
    public async Task Live_OfAFile_IsTheRecordingAndSaysWhatWasLost(string file, double part, string? lost)
    {
        byte[] all = AudioData.Bytes(file), bytes = all[..(int)(all.Length * part)];
        float[] expected = AudioSource.FromBytes(bytes, "stream").ReadAll(16_000, out IReadOnlyList<string> warnings, CancellationToken.None);
        LiveAudio live = (await SpeechStream.OpenAsync(new MemoryStream(bytes), null, default)).AsLive();
        List<float> heard = [];
        await foreach (ReadOnlyMemory<float> chunk in live.ReadAsync(16_000, CancellationToken.None))
            heard.AddRange(chunk.Span);
        Assert.That(heard, Is.EqualTo(expected));
        Assert.That(live.Warnings, Is.EqualTo(warnings).And.Exactly(lost is null ? 0 : 1).Contains(lost ?? ""));
    }

    private sealed class SpokenSoFar(byte[] spoken) : MemoryStream(spoken)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? await base.ReadAsync(buffer, cancellationToken) : throw new AssertionException("It was read on.");
    }
}

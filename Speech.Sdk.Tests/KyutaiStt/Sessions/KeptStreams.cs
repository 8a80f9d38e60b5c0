using Speech.Sdk.Audio;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Tests.Tokens;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>What tests of streams that keep their state have in common: a folder for it, and streams that are left.</summary>
public abstract class KeptStreams
{
    private TemporaryFolder _folder = null!;

    private protected StreamingOptions Kept => new() { StatePath = Path };

    private protected string Folder => _folder.Path;

    private protected string Path => InFolder("stream.state");

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Clean() => _folder.Dispose();

    private protected string InFolder(string name) => _folder.File(name);

    private protected static async Task ListenAsync(KyutaiSttRecognizer recognizer, LiveAudio audio, StreamingOptions options, List<TranscriptUpdate> updates)
    {
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(audio, options))
            updates.Add(update);
    }

    /// <summary>Leaves a stream in its middle, so that there is a state.</summary>
    private protected async Task LeaveAsync(KyutaiSttRecognizer recognizer)
    {
        await using IAsyncEnumerator<TranscriptUpdate> stream = recognizer.StreamAsync(TinyCheckpoint.Live(new float[48_000], 1000), Kept).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync());
    }

    private protected sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}

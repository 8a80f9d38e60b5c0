using System.Runtime.InteropServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Live;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Audio;

public sealed class LiveAudioTests
{
    private static readonly string Recording = Repository.Path("samples/printing.flac");

    [TestCase(16_000, 1, 137)]
    [TestCase(44_100, 1, 4410)]
    [TestCase(8_000, 2, 800)]
    public async Task FromSamples_AnyRateAndChunks_SameSamplesAsTheRecording(int rate, int channels, int frames)
    {
        float[] samples = [.. Enumerable.Range(0, rate * channels).Select(index => MathF.Sin(index * 0.01f))];
        float[] expected = AudioSource.FromSamples(samples, rate, channels).ReadAll(16_000);
        Assert.That(await ReadAsync(LiveAudio.FromSamples(Chunks<float>(samples, frames * channels), rate, channels)), Is.EqualTo(expected));
    }

    [Test]
    public async Task Streams_RawAndWavInOddPieces_SameSamplesAsTheRecording()
    {
        float[] samples = AudioSource.FromFile(Recording).ReadAll(16_000)[..40_000];
        byte[] raw = MemoryMarshal.AsBytes(samples.Select(sample => (short)(sample * 32767)).ToArray().AsSpan()).ToArray();
        float[] expected = AudioSource.FromRawStream(new MemoryStream(raw), 16_000).ReadAll(16_000);
        Assert.That(await ReadAsync(LiveAudio.FromRawStream(new PiecesStream(raw, 777), 16_000)), Is.EqualTo(expected));
        Assert.That(await ReadAsync(LiveAudio.FromStream(new PiecesStream(WavFile.Of(raw, uint.MaxValue), 777))), Is.EqualTo(expected));
        Assert.That(await ReadAsync(LiveAudio.FromStream(new PiecesStream([.. WavFile.Of(raw), 1, 2, 3], 777))), Is.EqualTo(expected), "a header's length counts");
        short[] shorts = MemoryMarshal.Cast<byte, short>(raw).ToArray();
        Assert.That(await ReadAsync(LiveAudio.FromSamples(Chunks<short>(shorts, 999), 16_000)), Is.EqualTo(expected));
    }

    /// <summary>What browsers send of a microphone, in pieces as they come: the samples of the whole file, and none of them waits for more than its page or block.</summary>
    [TestCase("ogg_opus.opus")]
    [TestCase("ogg_opus_stereo.ogg")]
    [TestCase("ogg_vorbis.ogg")]
    [TestCase("webm_opus.webm")]
    [TestCase("mka_vorbis.mka")]
    public async Task Stream_OfPackets_SameSamplesAsTheFileAsTheyCome(string file)
    {
        // A file of Ogg here has one page of sound; several may follow one another.
        byte[] bytes = [.. Enumerable.Repeat(AudioData.Bytes(file), file.StartsWith("ogg", StringComparison.Ordinal) ? 4 : 1).SelectMany(part => part)];
        float[] expected = AudioSource.FromBytes(bytes).ReadAll(16_000);
        PiecesStream stream = new(bytes, 50);
        List<float> heard = [];
        long halfAt = 0;
        LiveAudio audio = LiveAudio.FromStream(stream);
        await foreach (ReadOnlyMemory<float> chunk in audio.ReadAsync(16_000, CancellationToken.None))
        {
            heard.AddRange(chunk.Span);
            if (halfAt == 0 && heard.Count >= expected.Length / 2)
                halfAt = stream.Position;
        }

        Assert.That(heard, Is.EqualTo(expected));
        Assert.That(halfAt, Is.LessThan(bytes.Length), "half of it is heard before all of it was read");
        Assert.That(audio.Warnings, Is.Empty);
    }

    [Test]
    public async Task Stream_ThatBreaksOff_GivesWhatCameAndSaysSo()
    {
        LiveAudio audio = LiveAudio.FromStream(new MemoryStream(AudioData.CutOff("webm_opus.webm")));
        float[] heard = await ReadAsync(audio);
        Assert.That(heard, Has.Length.GreaterThan(AudioSource.FromBytes(AudioData.Bytes("webm_opus.webm")).ReadAll(16_000).Length / 3));
        Assert.That(audio.Warnings.Single(), Does.Contain("has no end"));
    }

    /// <summary>A decoder may be a program that runs and a file of all that was read.</summary>
    [Test]
    public async Task File_LeftEarly_LetsGoOfItsDecoder()
    {
        HeldDecoder decoder = new(() => { });
        await foreach (LiveChunk chunk in LiveBytes.ReadFile(new MemoryStream(), "file", _ => decoder, _ => { }, CancellationToken.None))
        {
            Assert.That((chunk.Samples.Length, decoder.IsDisposed), Is.EqualTo((1, false)));
            break;
        }

        Assert.That(decoder.IsDisposed, Is.True);
    }

    [Test]
    public void File_LeftWhileAReadHangs_LetsGoOfItsDecoderOnceItHasEnded()
    {
        using ManualResetEventSlim reads = new(), spoken = new();
        using CancellationTokenSource stop = new();
        HeldDecoder decoder = new(() =>
        {
            reads.Set();
            spoken.Wait();
        });
        Task<LiveChunk[]> left = LiveBytes.ReadFile(new MemoryStream(), "file", _ => decoder, _ => { }, stop.Token).ToArrayAsync(CancellationToken.None).AsTask();
        Assert.That(reads.Wait(TimeSpan.FromMinutes(1)), Is.True);
        stop.Cancel();
        Assert.That(() => left, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(decoder.IsDisposed, Is.False, "the read still uses it");
        spoken.Set();
        Assert.That(() => decoder.IsDisposed, Is.True.After(60_000, 10));
    }

    [TestCase("this is text, no recording at all", "this is neither a WAV nor Ogg or WebM")]
    [TestCase("", "this is neither a WAV nor Ogg or WebM")]
    public void Stream_OtherContent_SaysWhatIsExpected(string content, string message) => Assert.That(
        async () => await ReadAsync(LiveAudio.FromStream(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(content)), "pipe")),
        Throws.TypeOf<AudioFormatException>().With.Message.StartsWith($"pipe: {message}"));

    [Test]
    public void Samples_PartOfAFrameOrNoNumbers_Throw()
    {
        Assert.That(async () => await ReadAsync(LiveAudio.FromSamples(Chunks<float>(new float[3], 3), 16_000, 2)), Throws.TypeOf<AudioFormatException>());
        Assert.That(async () => await ReadAsync(LiveAudio.FromSamples(Chunks<float>([float.NaN], 1), 16_000)), Throws.TypeOf<AudioFormatException>());
        Assert.That(() => LiveAudio.FromSamples(Chunks<float>([0], 1), 0), Throws.TypeOf<AudioFormatException>());
    }

    [Test]
    public async Task ReadAhead_SlowReader_LosesNothingAndMakesTheSourceWait()
    {
        int given = 0;
        float[] second = new float[16_000];
        await using ReadAhead ahead = new(LiveAudio.FromSamples(Seconds(300), 16_000), 16_000, TimeProvider.System, CancellationToken.None);
        float[] block = new float[4000];
        long total = await ahead.ReadAsync(block, CancellationToken.None);
        await Task.Delay(200);
        Assert.That(Volatile.Read(ref given), Is.InRange(55, 65), "a minute is held, then the source waits");
        int count;
        while ((count = await ahead.ReadAsync(block, CancellationToken.None)) > 0)
            total += count;
        Assert.That(total, Is.EqualTo(300L * 16_000));

        async IAsyncEnumerable<ReadOnlyMemory<float>> Seconds(int count)
        {
            while (Interlocked.Increment(ref given) <= count)
                yield return second;
            await Task.CompletedTask;
        }
    }

    [Test]
    public async Task ReadAhead_Behind_CountsAudioThatWaitsPastItsTime()
    {
        Clock clock = new();
        TaskCompletionSource more = new();
        float[] block = new float[16_000];
        await using ReadAhead ahead = new(LiveAudio.FromSamples(TenSeconds(), 16_000), 16_000, clock, CancellationToken.None);
        Assert.That(ahead.Behind, Is.EqualTo(TimeSpan.Zero));
        await ahead.ReadAsync(block, CancellationToken.None);
        Assert.That(ahead.Behind, Is.EqualTo(TimeSpan.Zero), "nine seconds wait, but they came before they were due");
        clock.Seconds = 4;
        Assert.That(ahead.Behind, Is.EqualTo(TimeSpan.FromSeconds(3)), "one second was taken, four are due");
        clock.Seconds = 60;
        Assert.That(ahead.Behind, Is.EqualTo(TimeSpan.FromSeconds(9)), "a source that is silent is not waited for");
        more.SetResult();

        async IAsyncEnumerable<ReadOnlyMemory<float>> TenSeconds()
        {
            yield return new float[160_000];
            await more.Task;
        }
    }

    private static async Task<float[]> ReadAsync(LiveAudio audio)
    {
        List<float> samples = [];
        await foreach (ReadOnlyMemory<float> chunk in audio.ReadAsync(16_000, CancellationToken.None))
            samples.AddRange(chunk.Span);
        return [.. samples];
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<T>> Chunks<T>(T[] samples, int length)
    {
        for (int start = 0; start < samples.Length; start += length)
            yield return samples.AsMemory(start, Math.Min(length, samples.Length - start));
        await Task.CompletedTask;
    }

    /// <summary>Gives a sample a read, without end.</summary>
    private sealed class HeldDecoder(Action wait) : AudioDecoder
    {
        private volatile bool _disposed;

        public bool IsDisposed => _disposed;

        public override AudioFormat Format { get; } = new("samples", 16_000, 1);

        public override ReadOnlySpan<float> ReadBlock()
        {
            wait();
            return new float[1];
        }

        public override void Dispose() => _disposed = true;
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}

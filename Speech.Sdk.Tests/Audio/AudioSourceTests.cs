using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Tests.Audio;

/// <summary>All ways in, with what lies beside the tests: neither the shared folder nor ffmpeg is needed.</summary>
internal sealed class AudioSourceTests
{
    private const string Fmt18 = "5d78b3a27a1929d82b9705bb034901a8ffbd1a821ce3c64524a8df80237d99e3";
    private const string Flac16 = "cd9cff5fa80c674695860a8ea407170478f6b2bed2029b8cc722dffb12c81e8e";

    [TestCase("wav_fmt18.wav", "WAV PCM s16", Fmt18)]
    [TestCase("flac16.flac", "FLAC 16 bit", Flac16)]
    public void ReadAll_LosslessFile_GivesLibsndfilesSamplesFromEverySource(string file, string codec, string sha256)
    {
        using var pipe = new PipeStream(new MemoryStream(AudioData.Bytes(file)));
        AudioSource[] sources = [AudioSource.FromFile(AudioData.Path(file)), AudioSource.FromBytes(AudioData.Bytes(file)), AudioSource.FromStream(pipe)];

        foreach (AudioSource source in sources)
        {
            using AudioReader reader = source.Open(16000, Decoding.NoFfmpeg, CancellationToken.None);
            float[] samples = SampleBuffer.ReadAll(reader);
            Assert.That(reader.SourceFormat, Is.EqualTo(new AudioFormat(codec, 16000, 1)));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(samples.AsSpan()))), Is.EqualTo(sha256), source.Name);
        }

        Assert.That(pipe.Disposed, Is.False, "the caller keeps the stream");
    }

    [Test]
    public void ReadAll_Mp3_GivesFfmpegsSamplesWithoutTheEncodersDelay()
    {
        Decoding decoding = Decoding.Natively(AudioSource.FromFile(AudioData.Path("mp3_cbr_mono.mp3")));

        Assert.That(decoding.Format, Is.EqualTo(new AudioFormat("MP3", 16000, 1)));
        Assert.That(decoding.Frames, Is.EqualTo(6400));
        Assert.That(decoding.Rms(0), Is.EqualTo(0.10898).Within(1e-5));
        Assert.That(decoding.Samples[..3], Is.EqualTo((float[])[0.00198376f, 0.00216631f, 0.00238445f]).Within(1e-6f));
        Assert.That(decoding.Samples[^2..], Is.EqualTo((float[])[-0.25774491f, -0.06763688f]).Within(1e-6f));
        Assert.That(decoding.Warnings, Is.Empty);
    }

    [Test]
    public void ReadAll_FileReadTwice_GivesTheSame()
    {
        AudioSource source = AudioSource.FromFile(AudioData.Path("flac16.flac"));

        float[] first = source.ReadAll(8000);

        Assert.That(source.ReadAll(8000), Is.EqualTo(first).And.Length.EqualTo(1600));
    }

    [Test]
    public void Open_StreamReadTwice_Throws()
    {
        AudioSource source = AudioSource.FromStream(new MemoryStream(AudioData.Bytes("flac16.flac")), "talk");
        source.ReadAll(16000);

        Assert.That(() => source.Open(16000), Throws.InvalidOperationException.With.Message.Contains("talk"));
    }

    [TestCase(8_000)]
    [TestCase(16_000)]
    public void Read_AfterDispose_Throws(int sampleRate)
    {
        AudioReader reader = AudioSource.FromSamples(new float[1000], sampleRate).Open(16_000);
        Assert.That(reader.Read(new float[10]), Is.EqualTo(10));
        reader.Dispose();
        Assert.That(() => reader.Read(new float[10]), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(reader.Dispose, Throws.Nothing);
    }

    [Test]
    public void ReadAll_Samples_AreAveragedAndKeptBeyondOne()
    {
        Assert.That(AudioSource.FromSamples(new float[] { 2, 1, -3, 0 }, 16000, 2).ReadAll(16000), Is.EqualTo((float[])[1.5f, -1.5f]));
        Assert.That(AudioSource.FromSamples(new short[] { 16384, -16384, 0, short.MinValue, 0, 0 }, 16000, 3).ReadAll(16000),
            Is.EqualTo((float[])[0, -1 / 3f]));
        Assert.That(AudioSource.FromSamples(new short[] { 1, -2 }, 16000).ReadAll(16000), Is.EqualTo((float[])[1 / 32768f, -2 / 32768f]));
    }

    [TestCase(1)]
    [TestCase(160)]
    [TestCase(100000)]
    public void Read_AnyBlockLength_GivesTheSameSamples(int length)
    {
        AudioSource source = AudioSource.FromBytes(AudioData.Bytes("mp3_cbr_mono.mp3"));
        float[] whole = source.ReadAll(24000);

        using AudioReader reader = source.Open(24000);
        List<float> samples = [];
        float[] block = new float[length];
        int read;
        do
        {
            read = reader.Read(block);
            samples.AddRange(block.AsSpan(0, read));
        }
        while (read == length);

        Assert.That(samples, Is.EqualTo(whole).And.Count.EqualTo(9600));
        Assert.That(reader.Read(block), Is.Zero);
    }

    [Test]
    public void Read_MinutesFromAPipe_HoldsABlockAtATime()
    {
        using AudioReader reader = AudioSource.FromRawStream(new PipeStream(new Zeros(2L * 8000 * 600)), 8000).Open(16000);
        float[] block = new float[16000];
        reader.Read(block);

        long before = GC.GetAllocatedBytesForCurrentThread(), samples = block.Length;
        for (int read = reader.Read(block); read > 0; read = reader.Read(block))
            samples += read;

        Assert.That(samples, Is.EqualTo(16000L * 600));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 16));
    }

    [Test]
    public void Read_WhenCancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        using AudioReader reader = AudioSource.FromRawStream(new Zeros(long.MaxValue), 16000).Open(16000, cancellation.Token);
        float[] block = new float[1 << 16];
        reader.Read(block);

        cancellation.Cancel();

        Assert.That(() => reader.Read(block), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>Silence of a length that no file on a test machine should have.</summary>
    private sealed class Zeros(long length) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, _left);
            buffer[..count].Clear();
            _left -= count;
            return count;
        }
    }
}

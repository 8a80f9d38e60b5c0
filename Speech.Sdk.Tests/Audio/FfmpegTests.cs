using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Ffmpeg;

namespace Speech.Sdk.Tests.Audio;

/// <summary>What only ffmpeg decodes; skipped, visibly, where it is not installed.</summary>
internal sealed class FfmpegTests
{
    [SetUp]
    public void RequireFfmpeg()
    {
        if (FfmpegLocator.OnPath.Find() is null)
            Assert.Ignore("Needs ffmpeg on PATH.");
    }

    [Test]
    public void ReadAll_AacFromFileBytesAndPipe_GivesTheSame()
    {
        float[] samples = AudioSource.FromFile(AudioData.Path("m4a_aac.m4a")).ReadAll(16000);

        Assert.That(samples, Has.Length.EqualTo(7168));
        Assert.That(AudioSource.FromBytes(AudioData.Bytes("m4a_aac.m4a")).ReadAll(16000), Is.EqualTo(samples));
        Assert.That(AudioSource.FromStream(new PipeStream(new MemoryStream(AudioData.Bytes("m4a_aac.m4a")))).ReadAll(16000), Is.EqualTo(samples));
    }

    [Test]
    public void Read_WhenCancelled_ThrowsAndEndsTheProgram()
    {
        using var cancellation = new CancellationTokenSource();
        using AudioReader reader = AudioSource.FromFile(AudioData.Path("m4a_aac.m4a")).Open(16000, cancellation.Token);

        cancellation.Cancel();

        Assert.That(() => reader.Read(new float[16000]), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Open_NameThatLooksLikeAnOption_IsReadAsAFile()
    {
        string path = Path.Combine(Path.GetTempPath(), "-y concat:talk.m4a");
        File.Copy(AudioData.Path("m4a_aac.m4a"), path, overwrite: true);

        Assert.That(AudioSource.FromFile(path).ReadAll(16000), Has.Length.EqualTo(7168));
        File.Delete(path);
    }

    [Test]
    public void Open_ContentThatFfmpegRefuses_NamesFileAndReason()
    {
        AudioSource source = AudioSource.FromBytes("OggS and then nothing of the kind"u8.ToArray(), "talk.ogg");

        Assert.That(() => source.Open(16000), Throws.InstanceOf<AudioFormatException>()
            .With.Message.StartsWith("talk.ogg: Ogg that ffmpeg cannot decode (").And.Message.Not.Contains("\n").And.Message.Not.Contains("file:"));
    }
}

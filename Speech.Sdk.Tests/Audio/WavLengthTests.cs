using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Audio;

/// <summary>Headers that a recorder left unfinished.</summary>
public sealed class WavLengthTests
{
    [TestCase(36u, 0u, Description = "libsndfile's first header, never patched")]
    [TestCase(0u, 0u)]
    [TestCase(uint.MaxValue, uint.MaxValue)]
    [TestCase(0x7FFFF024u, 0x7FFFF000u, Description = "ffmpeg's to a pipe")]
    public void ReadAll_UnfinishedHeader_ReadsToTheEnd(uint riff, uint data) =>
        Assert.That(AudioSource.FromBytes(Wav(riff, data, samples: 1000)).ReadAll(16_000), Has.Length.EqualTo(1000));

    [Test]
    public void ReadAll_EmptyDataAndNothingBehindIt_HoldsNoAudio() =>
        Assert.That(() => AudioSource.FromBytes(Wav(36, 0, samples: 0)).ReadAll(16_000), Throws.TypeOf<AudioFormatException>().With.Message.Contains("holds no audio"));

    private static byte[] Wav(uint riff, uint data, int samples) =>
        WavFile.Of([.. Enumerable.Range(0, samples).SelectMany(i => BitConverter.GetBytes((short)(i % 100)))], data, riff);
}

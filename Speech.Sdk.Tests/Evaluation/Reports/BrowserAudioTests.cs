using System.Text;
using Speech.Sdk.Evaluation.Reports.Writers.Html;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Reports;

public sealed class BrowserAudioTests
{
    [TestCase(1, 16, ExpectedResult = "audio/wav")]
    [TestCase(1, 24, ExpectedResult = "audio/wav")]
    [TestCase(3, 32, ExpectedResult = "audio/wav")]
    [TestCase(3, 64, ExpectedResult = null)] // Chromium has no decoder for doubles.
    [TestCase(6, 8, ExpectedResult = "audio/wav")]
    [TestCase(7, 8, ExpectedResult = "audio/wav")]
    [TestCase(2, 4, ExpectedResult = null)] // Microsoft's ADPCM
    [TestCase(0x31, 0, ExpectedResult = null)] // GSM 6.10
    public string? TypeOf_WaveCodec(int codec, int bits)
    {
        byte[] wav = WavFile.Of([0, 0]);
        BitConverter.GetBytes((short)codec).CopyTo(wav, 20);
        BitConverter.GetBytes((short)bits).CopyTo(wav, 34);
        return BrowserAudio.TypeOf(wav);
    }

    [TestCase("fLaC\0\0\0\u0022", ExpectedResult = "audio/flac")]
    [TestCase("ID3\u0004", ExpectedResult = "audio/mpeg")]
    [TestCase("ÿû\u0090d", ExpectedResult = "audio/mpeg")]
    [TestCase("ÿñP\u0080", ExpectedResult = "audio/aac")]
    [TestCase("\0\0\0\u001cftypM4A ", ExpectedResult = "audio/mp4")]
    [TestCase("OggS\0\u0002________OpusHead", ExpectedResult = "audio/ogg")]
    [TestCase("OggS\0\u0002________\u0001vorbis", ExpectedResult = "audio/ogg")]
    [TestCase("OggS\0\u0002________Speex   ", ExpectedResult = null)]
    [TestCase("\u001aEß£____B\u0082\u0084webm", ExpectedResult = "audio/webm")]
    [TestCase("\u001aEß£____B\u0082\u0088matroska", ExpectedResult = null)]
    [TestCase("#!AMR\n", ExpectedResult = null)]
    [TestCase("NIST_1A\n", ExpectedResult = null)]
    [TestCase("FORM____AIFF", ExpectedResult = null)]
    [TestCase("RIFF____WAVE", ExpectedResult = null)] // cut short
    [TestCase("", ExpectedResult = null)]
    public string? TypeOf_FirstBytes(string head) => BrowserAudio.TypeOf(Encoding.Latin1.GetBytes(head));
}

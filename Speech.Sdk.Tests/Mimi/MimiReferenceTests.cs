using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>The exported codec against transformers' and moshi's.</summary>
internal sealed class MimiReferenceTests
{
    private const string Folder = "fixtures/kyutai/mimi";

    [Test]
    public void Encode_AClip_GivesTheReferencesCodesFromBothGraphs()
    {
        GoldenTensors golden = Shared.Tensors(Folder + "/golden.safetensors");
        using ExportedCodec codec = ExportedCodec.OfFolder(Shared.Path(Folder));
        float[] audio = WholeFrames(golden.Floats("audio0"));
        long[] expected = ByFrame(golden.Longs("codes"), golden.Shape("codes"));
        Assert.Multiple(() =>
        {
            Assert.That(codec.EncodeRecording(audio), Is.EqualTo(expected));
            Assert.That(codec.EncodeFrames(audio), Is.EqualTo(expected));
        });
    }

    [Test]
    public void Encode_ALongClip_SeesTheWindowAndNoMore()
    {
        GoldenTensors golden = Shared.Tensors(Folder + "/golden.safetensors");
        using ExportedCodec codec = ExportedCodec.OfFolder(Shared.Path(Folder));
        float[] audio = [.. golden.Shorts("audio20s_int16").Select(value => value / 32768f)];
        long[] expected = ByFrame(golden.Longs("codes20s.window_250_offline"), golden.Shape("codes20s.window_250_offline"));
        Assert.Multiple(() =>
        {
            Assert.That(codec.EncodeRecording(audio), Is.EqualTo(expected));
            Assert.That(codec.EncodeFrames(audio), Is.EqualTo(expected));
        });
    }

    internal static float[] WholeFrames(float[] audio) => [.. audio, .. new float[((audio.Length + 1919) / 1920 * 1920) - audio.Length]];

    /// <summary>[1, codebooks, frames] as [frames, codebooks].</summary>
    internal static long[] ByFrame(long[] codes, int[] shape) =>
        [.. from frame in Enumerable.Range(0, shape[2]) from codebook in Enumerable.Range(0, shape[1]) select codes[(codebook * shape[2]) + frame]];
}

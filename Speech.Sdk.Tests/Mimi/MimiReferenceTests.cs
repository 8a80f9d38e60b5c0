using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>The exported codec against transformers' and moshi's.</summary>
internal sealed class MimiReferenceTests
{
    private const string Fixtures = "fixtures/kyutai";

    /// <summary>The reference's names of stages and the graph's values.</summary>
    private static readonly Dictionary<string, string> Stages = new()
    {
        ["encoder.layer9"] = "encoder.layers.9.conv.Gemm",
        ["encoder.layer10"] = "encoder.layers.10.block.3.conv.Add",
        ["encoder.layer12"] = "encoder.layers.12.conv.Gemm",
        ["encoder.layer14"] = "encoder.layers.14.conv.Gemm",
        ["encoder_transformer.hidden1"] = "encoder_transformer.layers.1.SkipLayerNormalization:3",
        ["encoder_transformer.hidden2"] = "encoder_transformer.layers.1.Add_2",
        ["downsample"] = "downsample.conv.Gemm",
    };

    [TestCase("mimi")]
    [TestCase("stt-trfs")]
    [TestCase("stt-moshi")]
    public void Encode_Clips_GivesTheReferencesCodesFromBothGraphs(string layout)
    {
        GoldenTensors golden = Shared.Tensors(Fixtures + "/stt-trfs/golden.safetensors");
        using ExportedCodec codec = Export(layout);
        foreach (string clip in (string[])["audio0", "audio1", "audio2"])
        {
            float[] audio = WholeFrames(golden.Floats(clip));
            long[] expected = ByFrame(golden.Longs($"mimi.{clip}.codes"), golden.Shape($"mimi.{clip}.codes"));
            Assert.Multiple(() =>
            {
                Assert.That(codec.EncodeRecording(audio), Is.EqualTo(expected), clip);
                Assert.That(codec.EncodeFrames(audio), Is.EqualTo(expected), clip);
            });
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Encode_ALongClip_SeesTheWindowAndNoMore(int threads)
    {
        GoldenTensors golden = Shared.Tensors(Fixtures + "/mimi/golden.safetensors");
        using ExportedCodec codec = Export("mimi", threads);
        float[] audio = [.. golden.Shorts("audio20s_int16").Select(value => value / 32768f)];
        long[] expected = ByFrame(golden.Longs("codes20s.window_250_offline"), golden.Shape("codes20s.window_250_offline"));
        Assert.Multiple(() =>
        {
            Assert.That(codec.EncodeRecording(audio), Is.EqualTo(expected));
            Assert.That(codec.EncodeFrames(audio), Is.EqualTo(expected));
        });
    }

    [Test]
    public void Encode_AClip_HasTheReferencesValuesAtEveryStage()
    {
        const double tolerance = 1e-4;
        GoldenTensors golden = Shared.Tensors(Fixtures + "/mimi/golden.safetensors");
        using ExportedCodec codec = Export("mimi");
        Dictionary<string, float[]> values = codec.ValuesOfRecording(Stages.Values, WholeFrames(golden.Floats("audio0")));
        Assert.Multiple(() =>
        {
            foreach ((string stage, string value) in Stages)
            {
                int[] shape = golden.Shape(stage);
                float[] expected = golden.Floats(stage);
                // The transformer's values lie column by column in the reference too.
                if (!stage.Contains("hidden", StringComparison.Ordinal))
                    expected = [.. from column in Enumerable.Range(0, shape[2]) from channel in Enumerable.Range(0, shape[1]) select expected[(channel * shape[2]) + column]];
                Assert.That(values[value], Is.EqualTo(expected).Within(tolerance), stage);
            }
        });
    }

    [Test]
    public void Export_BothLayouts_WriteTheSameBytes()
    {
        using ExportedCodec transformers = Export("stt-trfs");
        using ExportedCodec original = Export("stt-moshi");
        foreach (string file in (string[])["codec-step.onnx", "codec.onnx", "codec.data"])
            Assert.That(File.ReadAllBytes(original.PathOf(file)), Is.EqualTo(File.ReadAllBytes(transformers.PathOf(file))), file);
    }

    private static ExportedCodec Export(string layout, int threads = 1)
    {
        string folder = Shared.Path($"{Fixtures}/{layout}");
        return layout switch
        {
            "mimi" => ExportedCodec.OfFolder(folder, threads),
            "stt-trfs" => ExportedCodec.OfPart(
                Checkpoint.Open(folder), checkpoint => (MimiConfig.Read(Json(folder + "/config.json").GetProperty("codec_config"), folder), new TransformersMimiNames("codec_model."))),
            _ => ExportedCodec.OfPart(
                Checkpoint.OpenFile(folder, "mimi-pytorch-tiny@0.safetensors"),
                checkpoint => (MimiConfig.ReadOriginal(Json(folder + "/mimi_config.json"), folder), new OriginalMimiNames(checkpoint))),
        };
    }

    private static JsonElement Json(string path) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(path));

    private static float[] WholeFrames(float[] audio) => [.. audio, .. new float[((audio.Length + 1919) / 1920 * 1920) - audio.Length]];

    /// <summary>[1, codebooks, frames] as [frames, codebooks].</summary>
    private static long[] ByFrame(long[] codes, int[] shape) =>
        [.. from frame in Enumerable.Range(0, shape[2]) from codebook in Enumerable.Range(0, shape[1]) select codes[(codebook * shape[2]) + frame]];
}

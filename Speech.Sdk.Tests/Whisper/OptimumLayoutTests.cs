using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper.Foreign;

namespace Speech.Sdk.Tests.Whisper;

public sealed class OptimumLayoutTests
{
    [TestCase("encoder_model.onnx decoder_model.onnx decoder_with_past_model.onnx decoder_model_merged.onnx", "encoder_model.onnx decoder_model.onnx decoder_with_past_model.onnx", Description = "plain graphs before the merged one")]
    [TestCase("encoder_model.onnx encoder_model_q4.onnx decoder_model_merged_q4.onnx", "encoder_model.onnx decoder_model_merged_q4.onnx", Description = "mixed precisions")]
    [TestCase("onnx/encoder_model_fp16.onnx onnx/decoder_model_merged_fp16.onnx", "onnx/encoder_model_fp16.onnx onnx/decoder_model_merged_fp16.onnx")]
    [TestCase("encoder_model.onnx decoder_model.onnx", null, Description = "no graph for the steps")]
    [TestCase("decoder_model_merged.onnx", null, Description = "no encoder")]
    public void Find_FilesOfAHub_PicksWhatBelongsTogether(string files, string? expected)
    {
        using var folder = new WorkFolder();
        foreach (string file in files.Split(' '))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
            File.WriteAllText(folder.Combine(file), "");
        }

        OptimumLayout? layout = OptimumLayout.Find(new ModelFolder(folder.Combine(""), "model", Manifest: null));
        string? found = layout is null ? null : string.Join(' ', new[] { layout.Encoder, layout.Decoder, layout.DecoderWithPast }.OfType<string>()
            .Select(path => Path.GetRelativePath(folder.Combine(""), path).Replace(Path.DirectorySeparatorChar, '/')));
        Assert.That(found, Is.EqualTo(expected));
    }
}

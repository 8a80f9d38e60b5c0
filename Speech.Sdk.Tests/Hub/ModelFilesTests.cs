using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Hub;

/// <summary>What is converted and what is run as it is: one rule for folders and repositories.</summary>
public sealed class ModelFilesTests
{
    [TestCase("config.json model.safetensors", true, true)]
    [TestCase("config.json pytorch_model.bin", true, true)]
    [TestCase("config.json model.safetensors.index.json model-00001-of-00002.safetensors", true, true)]
    [TestCase("config.json pytorch_model.bin.index.json pytorch_model-00001-of-00002.bin", true, true)]
    [TestCase("config.json model-00001-of-00002.safetensors", false, false, Description = "shards that no index names")]
    [TestCase("model.safetensors", false, false)]
    [TestCase("config.json", false, false)]
    [TestCase("config.json model.safetensors speech.json", false, false)]
    [TestCase("config.json model.safetensors encoder_model.onnx decoder_model_merged.onnx", false, true)]
    [TestCase("config.json model.safetensors onnx/encoder_model.onnx onnx/decoder_model.onnx onnx/decoder_with_past_model.onnx", false, true)]
    [TestCase("config.json model.safetensors onnx/model.onnx", false, true)]
    [TestCase("config.json model.safetensors onnx/encoder_model.onnx", true, true, Description = "an encoder alone cannot be run")]
    [TestCase("config.json onnx/model.onnx", false, false)]
    public void ToBeConverted_Files_WeightsWithoutGraphsOrWithAConverter(string files, bool withoutConverter, bool withConverter)
    {
        using TemporaryFolder folder = new(files.Split(' '));
        foreach (ModelFiles model in new[] { ModelFiles.Of(folder.Root), new RepositoryFiles(files.Split(' ')).Model })
            Assert.That((model.ToBeConverted(hasConverter: false), model.ToBeConverted(hasConverter: true)), Is.EqualTo((withoutConverter, withConverter)));
    }

    [TestCase("config.json model.safetensors encoder_model.onnx decoder_model_merged.onnx", true)]
    [TestCase("config.json vocab.json model_int8.onnx", true)]
    [TestCase("speech.json", true)]
    [TestCase("config.json encoder_model.onnx", false)]
    [TestCase("config.json other.onnx", false)]
    public void HasGraphs_Files_LayoutsThatCanBeRun(string files, bool expected) => Assert.That(new ModelFiles(files.Split(' ').Contains).HasGraphs, Is.EqualTo(expected));
}

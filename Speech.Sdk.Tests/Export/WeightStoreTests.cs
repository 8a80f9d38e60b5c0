using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Onnx;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Tests.Export;

public sealed class WeightStoreTests
{
    [TestCase(true, 65504f, true)]
    [TestCase(true, -70000f, false)]
    [TestCase(false, -70000f, true)]
    public void Float_LargeValue_IsStoredOrNamedNeverInfinite(bool halves, float value, bool fits)
    {
        DataType type = halves ? DataType.Float16 : DataType.Float;
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder.Combine("model.safetensors"), [("norm.weight", [2], [1, value])]);
        using Checkpoint checkpoint = Checkpoint.OpenFile(folder.Path, "model.safetensors");
        using var weights = new WeightStore(checkpoint, new ExternalDataFile(folder.Path, "graph.data"), type, keepsHalves: false, _ => { });
        if (fits)
            Assert.That(weights.Float("norm.weight").DataType, Is.EqualTo((int)type));
        else
            Assert.That(() => weights.Float("norm.weight"), Throws.TypeOf<ModelFolderException>().With.Message.Contains("norm.weight").And.Message.Contains("fp32"));
    }
}

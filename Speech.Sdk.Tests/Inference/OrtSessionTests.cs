using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class OrtSessionTests
{
    [Test]
    public void Load_BytesThatAreNoGraph_NamesThem() => Assert.That(
        () => OrtSession.Load([1, 2, 3], "some.onnx", ExecutionProvider.Cpu, threads: 1),
        Throws.TypeOf<ModelFolderException>().With.Message.StartsWith("some.onnx cannot be loaded on Cpu"));
}

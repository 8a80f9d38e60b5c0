using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class OneLineTests
{
    [TestCase(
        "[ErrorCode:Fail] /src/provider_bridge_ort.cc:1988 onnxruntime::Provider& Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library x.so with error: y.so.13: cannot open shared object file\n",
        "Failed to load library x.so with error: y.so.13: cannot open shared object file.")]
    [TestCase("[ErrorCode:InvalidArgument] Got invalid dimensions\n for input: mel", "Got invalid dimensions for input: mel.")]
    [TestCase("Plain words.", "Plain words.")]
    public void Of_NativeMessage_KeepsWhatIsSaid(string message, string expected) => Assert.That(OneLine.Of(new InvalidOperationException(message)), Is.EqualTo(expected));
}

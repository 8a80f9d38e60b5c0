namespace Speech.Sdk.Tests;

public sealed class SmokeTests
{
    [Test]
    public void OnnxRuntime_Loads() => Assert.That(Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString(), Does.StartWith("1.29"));
}

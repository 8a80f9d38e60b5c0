using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Tests.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Memory;

public sealed class CudaRuntimeLibraryTests
{
    [Test]
    public void NamesOf_ProviderThatNamesOne_IsThatOne()
    {
        const string provider = "libonnxruntime_providers_cuda.so";
        FakeLibraries libraries = new(OsKind.Linux) { Beside = [provider], Imports = { [provider] = ["libcublas.so.13", "libcudart.so.15", "libc.so.6"] } };
        Assert.That(CudaRuntimeLibrary.NamesOf(libraries), Is.EqualTo(new[] { "libcudart.so.15" }));
    }

    [TestCase("Linux", "libcudart.so.14", "libcudart.so.13", "libcudart.so.12")]
    [TestCase("Windows", "cudart64_14.dll", "cudart64_13.dll", "cudart64_12.dll")]
    public void NamesOf_ProviderThatIsNotThere_AreThoseThatAreKnown(string os, params string[] expected) =>
        Assert.That(CudaRuntimeLibrary.NamesOf(new FakeLibraries(Enum.Parse<OsKind>(os))), Is.EqualTo(expected));
}

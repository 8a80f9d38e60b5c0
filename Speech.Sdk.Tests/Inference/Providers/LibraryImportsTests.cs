using System.Runtime.InteropServices;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Providers;

/// <summary>Against files of ONNX Runtime's own package, of every system that it is built for.</summary>
public sealed class LibraryImportsTests
{
    // What readelf -d and objdump -p say of them.
    [TestCase("linux-x64/native/libonnxruntime.so", "libc.so.6", "libstdc++.so.6")]
    [TestCase("linux-arm64/native/libonnxruntime.so", "libc.so.6", "libstdc++.so.6")]
    [TestCase("win-x64/native/onnxruntime.dll", "KERNEL32.dll", "ADVAPI32.dll")]
    [TestCase("osx-arm64/native/libonnxruntime.dylib")]
    public void Read_OnnxRuntime_NamesWhatItNeeds(string file, params string[] expected)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "runtimes", file);
        if (!File.Exists(path))
            Assert.Ignore($"{path} is not in this build of the package.");
        IReadOnlyList<string> imports = LibraryImports.Read(path);
        Assert.That(imports, Is.SupersetOf(expected).IgnoreCase);
        Assert.That(imports, expected.Length == 0 ? Is.Empty : Has.None.Empty);
    }

    [TestCase(new byte[0])]
    [TestCase(new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 })]
    [TestCase(new byte[] { (byte)'M', (byte)'Z', 0, 0 })]
    [TestCase(new byte[] { 1, 2, 3, 4, 5 })]
    public void Read_BrokenFile_IsEmpty(byte[] content)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            Assert.That(LibraryImports.Read(path), Is.Empty);
            Assert.That(LibraryImports.Read(path + ".absent"), Is.Empty);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void CanLoad_ThisMachine_KnowsWhatIsThere()
    {
        NativeLibraries libraries = new();
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            Assert.Ignore("Names a library of Linux.");
        Assert.That((libraries.CanLoad("libc.so.6"), libraries.CanLoad("libnothing.so.99")), Is.EqualTo((true, false)));
        Assert.That(libraries.Find("libonnxruntime.so"), Does.Exist);
    }
}

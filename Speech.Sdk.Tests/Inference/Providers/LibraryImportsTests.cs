using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Tests.Hardening;
using Speech.Sdk.Tests.Support;
using TemporaryFolder = Speech.Sdk.Tests.Tokens.TemporaryFolder;

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
        string path = PathOf(file);
        IReadOnlyList<string> imports = LibraryImports.Read(path);
        Assert.That(imports, Is.SupersetOf(expected).IgnoreCase);
        Assert.That(imports, expected.Length == 0 ? Is.Empty : Has.None.Empty);
    }

    // A damaged file is read as one that names less, or nothing, and never asks for memory that a damaged size names.
    [TestCase("linux-x64/native/libonnxruntime.so")]
    [TestCase("win-x64/native/onnxruntime.dll")]
    public void Read_DamagedFile_IsReadOrEmpty(string file)
    {
        string path = PathOf(file);
        // The headers, which the damage is for; the names themselves lie anywhere in the file.
        byte[] sound = new byte[1 << 14];
        using (FileStream stream = File.OpenRead(path))
            stream.ReadExactly(sound);
        using TemporaryFolder folder = new();
        File.Copy(path, folder.File("library"));
        DamagedFiles.AssertRefused(sound[..4096], Mutation.OfBinary, damaged =>
        {
            using (FileStream stream = File.OpenWrite(folder.File("library")))
            {
                stream.Write(sound);
                stream.Position = 0;
                stream.Write(damaged);
            }

            if (LibraryImports.Read(folder.File("library")).Count == 0)
                throw new SpeechException("Nothing could be read.");
        });
    }

    [TestCase(4, 1)]
    [TestCase(4, 3)]
    public void Read_ElfOf32Bits_IsEmpty(int offset, byte value)
    {
        string path = PathOf("linux-x64/native/libonnxruntime.so");
        byte[] content = File.ReadAllBytes(path);
        content[offset] = value;
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("library"), content);
        Assert.That(LibraryImports.Read(folder.File("library")), Is.Empty);
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
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Names a library of Linux.");
        NativeLibraries libraries = new();
        Assert.That((libraries.CanLoad("libc.so.6"), libraries.CanLoad("libnothing.so.99")), Is.EqualTo((true, false)));
        Assert.That(libraries.Find("libonnxruntime.so"), Does.Exist);
    }

    /// <summary>A file of the package: the one for CPUs has it for every system, the one for CUDA for Linux and Windows on x64 alone.</summary>
    private static string PathOf(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "runtimes", file);
        if (NativeFlavor.IsGpu && !(file.StartsWith("linux-x64/", StringComparison.Ordinal) || file.StartsWith("win-x64/", StringComparison.Ordinal)))
            Assert.Ignore($"The package for CUDA has no {file}.");
        Assert.That(path, Does.Exist);
        return path;
    }
}

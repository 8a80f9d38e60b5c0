using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Tests.Tokens;

namespace Speech.Sdk.Tests.Inference.Providers;

public sealed class NativeLibrariesTests
{
    [TestCase("Windows")]
    [TestCase("Linux")]
    public void CanLoad_FileThatIsNoLibrary_IsFalse(string os)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("broken.dll"), "no library");
        NativeLibraries libraries = new(Enum.Parse<OsKind>(os), [folder.Path]);
        Assert.That((libraries.Find("broken.dll"), libraries.CanLoad("broken.dll")), Is.EqualTo((folder.File("broken.dll"), false)));
    }

    [TestCase("/net:/app/runtimes/linux-x64/native:/app/", "/app/", "/net/", "/app/runtimes/linux-x64/native /app", TestName = "{m}(for .NET)")]
    [TestCase("", "/app/", "/app/", "/app", TestName = "{m}(native)")]
    [TestCase("/app/", "/app/", "/app/", "/app", TestName = "{m}(self-contained)")]
    public void FoldersOf_Application_AreItsOwnNotTheFrameworks(string searched, string application, string runtime, string expected) =>
        Assert.That(NativeLibraries.FoldersOf(searched.Replace(':', Path.PathSeparator), application, runtime), Is.EqualTo(expected.Split(' ')));
}

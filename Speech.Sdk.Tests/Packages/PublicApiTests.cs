using System.Reflection;
using PublicApiGenerator;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>
/// What the packages promise is written down in docs/api, a file an assembly. A change there is seen in review; <c>SPEECH_ACCEPT_API=1</c> before
/// <c>dotnet test --filter PublicApi</c> writes the files anew.
/// </summary>
public sealed class PublicApiTests
{
    private const string Accept = "SPEECH_ACCEPT_API";

    [TestCaseSource(typeof(PackedProject), nameof(PackedProject.Libraries))]
    public void Assembly_PublicTypesAndMembers_AreThoseOfTheFile(string name)
    {
        string path = Repository.Path($"docs/api/{name}.txt");
        string actual = Assembly.Load(name).GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // Nothing of this project's is there; what extends others' namespaces is told as well.
            DenyNamespacePrefixes = [],
            ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute", "System.Text.RegularExpressions.GeneratedRegexAttribute"],
        }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, actual);
        Assert.That(actual, Is.EqualTo(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : ""),
            $"The public interface of {name} has changed. If that is meant, run this test with {Accept}=1 and commit docs/api.");
    }
}

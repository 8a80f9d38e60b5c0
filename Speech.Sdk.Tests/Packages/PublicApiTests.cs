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
    [TestCaseSource(typeof(PackedProject), nameof(PackedProject.Libraries))]
    public void Assembly_PublicTypesAndMembers_AreThoseOfTheFile(string name)
    {
        string actual = Assembly.Load(name).GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // Nothing of this project's is there; what extends others' namespaces is told as well.
            DenyNamespacePrefixes = [],
            ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute", "System.Text.RegularExpressions.GeneratedRegexAttribute"],
        }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        AcceptedFile.AssertSays($"docs/api/{name}.txt", actual, "SPEECH_ACCEPT_API", $"The public interface of {name}");
    }
}

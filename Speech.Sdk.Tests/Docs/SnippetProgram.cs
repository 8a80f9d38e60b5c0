using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Speech.Sdk.Tests.Docs;

/// <summary>A snippet as a program: top-level statements with the usings that a new console project has, compiled in memory.</summary>
internal sealed class SnippetProgram
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    // What every snippet is compiled against: compilations that come of one another read the hundreds of assemblies once.
    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Snippet",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        options: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable,
            // Microsoft.Extensions.AI calls its speech interfaces experimental, which is an error unless it is said to be known.
            specificDiagnosticOptions: [new("MEAI001", ReportDiagnostic.Suppress)])));

    private readonly byte[] _assembly;

    private SnippetProgram(byte[] assembly) => _assembly = assembly;

    /// <summary>Compiles; fails the test with the compiler's words and the page's line.</summary>
    public static SnippetProgram Compile(Snippet snippet)
    {
        string directives = string.Concat(ImplicitUsings.Select(name => $"using {name};\n")) + snippet.Usings + "\n" + snippet.Context;
        string code = $"{directives}\n#line {snippet.Line + 1} \"{snippet.Page}\"\n{snippet.Code}";
        CSharpCompilation compilation = Empty.Value.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest)));
        using MemoryStream assembly = new();
        string[] errors = [.. compilation.Emit(assembly).Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.ToString())];
        if (errors.Length > 0)
            Assert.Fail($"{snippet} does not compile:\n{string.Join('\n', errors)}\n\n{code}");
        return new SnippetProgram(assembly.ToArray());
    }

    /// <summary>Runs to its end in the given folder and returns what it printed.</summary>
    public string Run(string folder)
    {
        MethodInfo main = Assembly.Load(_assembly).EntryPoint!;
        (string before, TextWriter console) = (Environment.CurrentDirectory, Console.Out);
        StringWriter printed = new();
        try
        {
            Environment.CurrentDirectory = folder;
            Console.SetOut(printed);
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        catch (TargetInvocationException failure)
        {
            throw new AssertionException($"It failed: {failure.InnerException}");
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
        }

        return printed.ToString();
    }
}

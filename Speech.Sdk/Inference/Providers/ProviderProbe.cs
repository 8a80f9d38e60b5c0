using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Providers;

/// <summary>Tries a provider and, where it does not work, finds out what is missing.</summary>
/// <param name="libraries">The machine's libraries.</param>
/// <param name="built">The providers that the native ONNX Runtime was built with, by its own names.</param>
/// <param name="run">Runs something on a provider; throws what ONNX Runtime throws.</param>
internal sealed class ProviderProbe(INativeLibraries libraries, Func<IReadOnlyCollection<string>> built, Action<ProviderOptions> run)
{
    private const string Alone = "an application takes one package of ONNX Runtime";

    public ExecutionProviderStatus Probe(ProviderOptions options)
    {
        if (options.Provider == ExecutionProvider.Cpu)
            return new(ExecutionProvider.Cpu, true, $"{PhysicalCores.Count} physical cores");
        ProviderFacts facts = ProviderFacts.Of(options.Provider, libraries.Os);
        if (!facts.Works)
            return Unusable(facts, $"{facts.System}; this is {libraries.Os}.", [], []);
        if (!built().Contains(facts.NativeName))
            return NotBuilt(facts);
        try
        {
            run(options);
            return new(facts.Provider, true, "a session runs on it") { Package = facts.Package };
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return Broken(facts, e);
        }
    }

    private ExecutionProviderStatus NotBuilt(ProviderFacts facts)
    {
        string[] files = [.. facts.Libraries.Select(library => ProviderFacts.FileOf(library, libraries.Os))];
        string[] missing = [.. files.Where(file => libraries.Find(file) is null)];
        string found = $"the native ONNX Runtime beside this application was built without it (it has {string.Join(", ", built())})";
        string advice = files.Length > 0 && missing.Length == 0
            ? $"{string.Join(" and ", files)} are here, but ONNX Runtime itself is another package's: reference {facts.Package} alone, without Microsoft.ML.OnnxRuntime ({Alone})."
            : $"add the package {facts.Package} in place of Microsoft.ML.OnnxRuntime ({Alone}).";
        if (facts.Provider == ExecutionProvider.CoreMl)
            advice = $"use the package {facts.Package}, whose build for macOS has it.";
        string looked = missing.Length > 0 ? $"; {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not in {string.Join(", ", libraries.ApplicationFolders)}" : "";
        return Unusable(facts, $"{found}{looked}; {advice}", missing, libraries.ApplicationFolders);
    }

    private ExecutionProviderStatus Broken(ProviderFacts facts, Exception error)
    {
        string[] own = [.. facts.Libraries.Select(library => ProviderFacts.FileOf(library, libraries.Os))];
        string[] absent = [.. own.Where(file => libraries.Find(file) is null && !libraries.CanLoad(file))];
        string[] needed =
        [
            .. own.Select(libraries.Find).OfType<string>().SelectMany(libraries.ImportsOf).Concat(facts.LoadedLater)
                .Distinct().Where(file => !own.Contains(file, StringComparer.OrdinalIgnoreCase) && !libraries.CanLoad(file)),
        ];
        string said = $"ONNX Runtime says: {OneLine.Of(error)}";
        if (absent.Length > 0)
        {
            return Unusable(
                facts, $"{string.Join(", ", absent)} is missing; looked in {string.Join(", ", libraries.ApplicationFolders)}; add the package {facts.Package} in place of Microsoft.ML.OnnxRuntime. {said}",
                [.. absent, .. needed], libraries.ApplicationFolders);
        }

        if (needed.Length == 0)
            return Unusable(facts, $"the package {facts.Package} and all libraries that it needs are here, but nothing runs on it; check the GPU, its driver and the device's number. {said}", [], []);
        string described = string.Join(", ", needed.Select(file => MissingLibrary.Describe(file, libraries.CanLoad)));
        string[] products = [.. MissingLibrary.ProductsOf(needed)];
        string install = products.Length > 0 ? $"install {string.Join(", ", products)} in the versions named" : "install them by the system's package manager";
        return Unusable(
            facts, $"missing: {described}; looked in {string.Join(", ", libraries.SystemPlaces)}; the package {facts.Package} is here: {install}. {said}",
            needed, libraries.SystemPlaces);
    }

    private static ExecutionProviderStatus Unusable(ProviderFacts facts, string reason, IReadOnlyList<string> missing, IReadOnlyList<string> searched) =>
        new(facts.Provider, false, reason) { Missing = missing, Searched = searched, Package = facts.Package };
}

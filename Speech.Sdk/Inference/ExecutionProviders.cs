using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Inference;

/// <summary>Which execution providers can be used on this machine.</summary>
public static class ExecutionProviders
{
    private static readonly NativeLibraries Libraries = new();
    private static readonly ProviderProbe Machine = new(Libraries, static () => OrtEnv.Instance().GetAvailableProviders(), RunOn);
    private static readonly ProviderSelector Selector = new(Libraries.Os, new ProvenProviders(Machine.Probe).Probe);

    /// <summary>What <see cref="AutoOptions"/> tries on this system, in this order; behind them comes the processor.</summary>
    public static IReadOnlyList<ExecutionProvider> AutoOrder => ProviderSelector.OrderOn(Libraries.Os);

    /// <summary>Tries every provider and says, for those that cannot be used, why.</summary>
    /// <exception cref="ExecutionProviderException">ONNX Runtime's native library cannot be loaded.</exception>
    public static IReadOnlyList<ExecutionProviderStatus> Probe() =>
        [.. Enum.GetValues<ExecutionProvider>().Where(provider => provider != ExecutionProvider.Auto).Select(provider => Probe(provider))];

    /// <summary>Tries one provider with its options.</summary>
    /// <exception cref="ExecutionProviderException">ONNX Runtime's native library cannot be loaded.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range, or Auto was given.</exception>
    public static ExecutionProviderStatus Probe(ProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Provider == ExecutionProvider.Auto)
            throw new InvalidOptionException("Auto is no provider that could be tried; name one.");
        NativeRuntime.EnsureLoaded();
        return Machine.Probe(options);
    }

    /// <summary>The provider to load a model on.</summary>
    /// <exception cref="ExecutionProviderException">An explicit choice cannot be had or does not fit the model.</exception>
    internal static ProviderReport Choose(ProviderOptions asked, ModelFit fit)
    {
        NativeRuntime.EnsureLoaded();
        return Selector.Select(asked, fit);
    }

    private static void RunOn(ProviderOptions options)
    {
        using CudaTurns.Turn turn = CudaTurns.Process.BesideOn(options.Provider);
        using SessionOptions native = SessionPlan.Of(options, threads: 1).Create();
        using var run = new RunOptions();
        ProbeGraph.Run(native, run);
    }
}

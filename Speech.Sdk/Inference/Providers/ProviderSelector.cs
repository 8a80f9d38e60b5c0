namespace Speech.Sdk.Inference.Providers;

/// <summary>Decides which provider a model is loaded on.</summary>
/// <param name="os">The system, which Auto's order depends on.</param>
/// <param name="probe">Tries a provider; only those that suit the model are tried.</param>
internal sealed class ProviderSelector(OsKind os, Func<ProviderOptions, ExecutionProviderStatus> probe)
{
    /// <summary>What Auto tries on a system, in this order; behind them comes the processor.</summary>
    public static IReadOnlyList<ExecutionProvider> OrderOn(OsKind os) => os switch
    {
        OsKind.Windows => [ExecutionProvider.Cuda, ExecutionProvider.DirectMl],
        OsKind.MacOs => [ExecutionProvider.CoreMl],
        _ => [ExecutionProvider.Cuda],
    };

    /// <exception cref="ExecutionProviderException">An explicit choice cannot be had or does not fit the model.</exception>
    public ProviderReport Select(ProviderOptions asked, ModelFit fit) => asked switch
    {
        AutoOptions auto => Search(auto, fit),
        CpuOptions => new ProviderReport { Asked = asked, Chosen = asked },
        _ => Insist(asked, fit),
    };

    private ProviderReport Insist(ProviderOptions asked, ModelFit fit)
    {
        ExecutionProviderStatus status = probe(asked);
        if (!status.Usable)
            throw new ExecutionProviderException($"{asked.Provider} was asked for but cannot be used: {status.Reason}");
        if (!fit.Kernels.Contains(asked.Provider))
        {
            string others = fit.Kernels.Count > 0 ? $"ask for {string.Join(", ", fit.Kernels)}," : "export the checkpoint with precision fp16 for Cuda, TensorRt and DirectMl, or ask for";
            throw new ExecutionProviderException($"{asked.Provider} was asked for but has no kernels for {fit.Model}; {others} Cpu or Auto.");
        }

        return new ProviderReport { Asked = asked, Chosen = asked };
    }

    private ProviderReport Search(AutoOptions auto, ModelFit fit)
    {
        List<ProviderOptions> order = [.. auto.Order ?? OrderOn(os).Select(ProviderOptions.FromExecutionProvider)];
        if (!order.Exists(one => one is CpuOptions))
            order.Add(new CpuOptions());
        ProviderOptions? chosen = null;
        List<ExecutionProviderStatus> passed = [];
        foreach (ProviderOptions candidate in order)
        {
            if (chosen is not null)
                Pass(candidate.Provider, $"{chosen.Provider} comes first in the order and works");
            else if (candidate is not CpuOptions && !fit.Kernels.Contains(candidate.Provider))
                Pass(candidate.Provider, $"it has no kernels for {fit.Model}");
            else if (candidate is not CpuOptions && auto.Order is null && fit.OnlyWhenAsked is { } why)
                Pass(candidate.Provider, why);
            else if (candidate is CpuOptions || Works(candidate))
                chosen = candidate;
        }

        foreach (ExecutionProvider other in Enum.GetValues<ExecutionProvider>().Except([ExecutionProvider.Auto, .. order.Select(one => one.Provider)]))
            Pass(other, auto.Order is null ? "Auto does not try it here; ask for it, or name it in an order" : "the order does not name it");
        return new ProviderReport { Asked = auto, Chosen = chosen!, PassedOver = passed };

        void Pass(ExecutionProvider provider, string why) => passed.Add(new(provider, false, why));

        bool Works(ProviderOptions candidate)
        {
            ExecutionProviderStatus status = probe(candidate);
            if (!status.Usable)
                passed.Add(status);
            return status.Usable;
        }
    }
}

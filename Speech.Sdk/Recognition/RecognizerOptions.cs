using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>How a model is loaded.</summary>
public sealed record RecognizerOptions
{
    /// <summary>Where inference runs. <value>Auto: the best provider that works here; an explicit choice throws if it does not.</value></summary>
    public ExecutionProvider ExecutionProvider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Threads of one inference. <value>0: as many as there are physical cores (on Linux) or processors.</value></summary>
    public int Threads { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        if (Threads is < 0 or > 1024)
            throw new InvalidOptionException($"Threads is {Threads}; expected 0 (automatic) to 1024.");
        if (!Enum.IsDefined(ExecutionProvider))
            throw new InvalidOptionException($"ExecutionProvider is {ExecutionProvider}; expected one of {string.Join(", ", Enum.GetNames<ExecutionProvider>())}.");
    }
}

using System.ComponentModel;

namespace Speech.Sdk.Inference;

/// <summary>
/// An execution provider and how it is set up: one of <see cref="AutoOptions"/>, <see cref="CpuOptions"/>, <see cref="CudaOptions"/>,
/// <see cref="DirectMlOptions"/>, <see cref="CoreMlOptions"/> and <see cref="TensorRtOptions"/>. A bare <see cref="ExecutionProvider"/> stands for its defaults.
/// </summary>
[TypeConverter(typeof(ProviderNameConverter))]
public abstract record ProviderOptions
{
    private protected ProviderOptions()
    {
    }

    /// <summary>Whose options they are.</summary>
    public abstract ExecutionProvider Provider { get; }

    /// <summary>What is out of range, and what was expected; empty where nothing is.</summary>
    internal virtual IEnumerable<string> Problems => [];

    /// <summary>A provider with its defaults.</summary>
    /// <exception cref="InvalidOptionException">There is no such provider.</exception>
    public static ProviderOptions FromExecutionProvider(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Auto => new AutoOptions(),
        ExecutionProvider.Cpu => new CpuOptions(),
        ExecutionProvider.Cuda => new CudaOptions(),
        ExecutionProvider.DirectMl => new DirectMlOptions(),
        ExecutionProvider.CoreMl => new CoreMlOptions(),
        ExecutionProvider.TensorRt => new TensorRtOptions(),
        _ => throw new InvalidOptionException($"ExecutionProvider is {provider}; expected one of {string.Join(", ", Enum.GetNames<ExecutionProvider>())}."),
    };

    /// <inheritdoc cref="FromExecutionProvider"/>
    public static implicit operator ProviderOptions(ExecutionProvider provider) => FromExecutionProvider(provider);

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems];
        if (problems.Length > 0)
            throw new InvalidOptionException($"{Provider}: {string.Join("; ", problems)}.");
    }
}

namespace Speech.Sdk.Inference;

/// <summary>Core ML on macOS: what it has no operators for runs on the processor.</summary>
public sealed record CoreMlOptions : ProviderOptions
{
    /// <summary>What Core ML may run on. <value>All.</value></summary>
    public CoreMlUnits ComputeUnits { get; init; } = CoreMlUnits.All;

    /// <summary>What the graph is turned into. <value>MlProgram (macOS 12 and later).</value></summary>
    public CoreMlFormat ModelFormat { get; init; } = CoreMlFormat.MlProgram;

    /// <summary>Whether only operators whose shapes are known before a run go to Core ML. <value>false.</value> Free shapes are slower there.</summary>
    public bool RequireStaticShapes { get; init; }

    /// <summary>A folder for compiled models, which spares compiling at the next start. <value>null: none is kept.</value></summary>
    public string? CacheFolder { get; init; }

    /// <inheritdoc/>
    public override ExecutionProvider Provider => ExecutionProvider.CoreMl;

    internal override IEnumerable<string> Problems
    {
        get
        {
            if (!Enum.IsDefined(ComputeUnits))
                yield return $"ComputeUnits is {ComputeUnits}; expected one of {string.Join(", ", Enum.GetNames<CoreMlUnits>())}";
            if (!Enum.IsDefined(ModelFormat))
                yield return $"ModelFormat is {ModelFormat}; expected one of {string.Join(", ", Enum.GetNames<CoreMlFormat>())}";
            if (CacheFolder is not null && string.IsNullOrWhiteSpace(CacheFolder))
                yield return "CacheFolder is blank; expected a folder, or null for none";
        }
    }
}

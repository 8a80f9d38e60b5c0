namespace Speech.Sdk.Inference;

/// <summary>Whether an execution provider can be used on this machine.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Usable">Whether a session can be made with it.</param>
/// <param name="Reason">What is known of it where it is usable, otherwise what is missing and what to do.</param>
public sealed record ExecutionProviderStatus(ExecutionProvider Provider, bool Usable, string Reason)
{
    /// <summary>Libraries that are missing, by file name.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Where they were looked for: folders, and what the system searches besides.</summary>
    public IReadOnlyList<string> Searched { get; init; } = [];

    /// <summary>The NuGet package that brings the provider; null where it is always there.</summary>
    public string? Package { get; init; }
}

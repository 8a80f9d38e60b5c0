using Speech.Sdk.Audio;

namespace Speech.Cli.Inputs;

/// <summary>A recording to transcribe.</summary>
/// <param name="Name">What the user calls it: the path as given or as a pattern found it, or <c>-</c>.</param>
internal sealed record InputFile(string Name)
{
    public bool IsStandardInput => Name == "-";

    /// <summary>Whether its sound may come no faster than somebody makes it: standard input and named pipes.</summary>
    public bool IsPipe => IsStandardInput || !AudioSource.FromFile(Name).IsRepeatable;

    /// <summary>What people read.</summary>
    public string DisplayName => IsStandardInput ? "standard input" : Name;

    /// <summary>What tells it from the other inputs, and what its result is named after.</summary>
    public string FullPath => Path.GetFullPath(IsStandardInput ? Path.Combine("-", "stdin") : Name);
}

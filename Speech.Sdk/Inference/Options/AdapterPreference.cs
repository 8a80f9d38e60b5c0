namespace Speech.Sdk.Inference;

/// <summary>Which of several adapters DirectML takes.</summary>
public enum AdapterPreference
{
    /// <summary>Windows' own choice.</summary>
    Default,

    /// <summary>The fastest, usually a card of its own.</summary>
    HighPerformance,

    /// <summary>The most economical, usually the one inside the processor.</summary>
    MinimumPower,
}

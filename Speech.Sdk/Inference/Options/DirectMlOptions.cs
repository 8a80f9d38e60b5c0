namespace Speech.Sdk.Inference;

/// <summary>A DirectX 12 device on Windows through DirectML.</summary>
public sealed record DirectMlOptions : ProviderOptions
{
    /// <summary>Which adapter, in DXGI's order. <value>null: the first by <see cref="Preference"/>.</value></summary>
    public int? DeviceId { get; init; }

    /// <summary>Which adapter is first where there are several. <value>Default: Windows' own choice.</value> Only without <see cref="DeviceId"/>.</summary>
    public AdapterPreference Preference { get; init; } = AdapterPreference.Default;

    /// <inheritdoc/>
    public override ExecutionProvider Provider => ExecutionProvider.DirectMl;

    internal override IEnumerable<string> Problems
    {
        get
        {
            if (DeviceId is < 0)
                yield return $"DeviceId is {DeviceId}; expected 0 or more, or null";
            if (!Enum.IsDefined(Preference))
                yield return $"Preference is {Preference}; expected one of {string.Join(", ", Enum.GetNames<AdapterPreference>())}";
            if (DeviceId is not null && Preference != AdapterPreference.Default)
                yield return $"DeviceId is {DeviceId} and Preference {Preference}; leave one of them out";
        }
    }
}

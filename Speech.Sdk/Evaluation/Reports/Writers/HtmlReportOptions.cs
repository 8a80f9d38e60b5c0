namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>What a page holds besides the report.</summary>
public sealed record HtmlReportOptions
{
    /// <summary>What it does with the clips' recordings. <value><see cref="HtmlAudio.Embed"/>.</value></summary>
    public HtmlAudio Audio { get; init; } = HtmlAudio.Embed;

    /// <summary>
    /// How many bytes of recordings are embedded, which take a third more in the page; the clips with the most errors come first.
    /// <value>32 MiB.</value>
    /// </summary>
    public long MaxEmbeddedBytes { get; init; } = 32 << 20;

    /// <summary>The folder that the page will lie in; links to recordings are relative to it. <value>null: the current folder.</value></summary>
    public string? Folder { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    // A browser's longest string, which base64 of the recordings has to fit, is half a gigabyte.
    private IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Audio))
            yield return $"Audio is {Audio}; expected Embed, Link or None.";
        if (MaxEmbeddedBytes is < 0 or > 256 << 20)
            yield return $"MaxEmbeddedBytes is {MaxEmbeddedBytes}; expected 0 (nothing is embedded) to {256 << 20}.";
    }
}

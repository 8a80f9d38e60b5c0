namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>What a page does with the clips' recordings.</summary>
public enum HtmlAudio
{
    /// <summary>They are part of the page, up to a limit; those above it are linked.</summary>
    Embed,

    /// <summary>The page plays them from where they lie.</summary>
    Link,

    /// <summary>Nothing: the page shows texts only.</summary>
    None,
}

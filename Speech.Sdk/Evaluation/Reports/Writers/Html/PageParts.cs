using System.Text.RegularExpressions;

namespace Speech.Sdk.Evaluation.Reports.Writers.Html;

/// <summary>The files that a page is joined of; they lie inside the assembly.</summary>
internal static partial class PageParts
{
    private static readonly string[] Styles = ["page.css", "tables.css", "plots.css", "clips.css", "print.css"];

    // Each uses what stands before it.
    private static readonly string[] Scripts =
    [
        "dom.js", "numbers.js", "data.js", "table.js", "plot.js", "bars.js", "scatter.js", "lengths.js", "overview.js", "scores.js", "player.js", "alignment.js", "clips.js", "page.js",
    ];

    public static string Template => Read("page.html");

    public static string Style => string.Concat(Styles.Select(Read));

    public static string Script => string.Concat(Scripts.Select(Read));

    /// <summary>The template cut at its places: what lies between them, and <c>{{name}}</c> for each of them.</summary>
    public static IEnumerable<string> Pieces(string template) => Place().Split(template);

    [GeneratedRegex(@"(\{\{[a-z]+\}\})")]
    private static partial Regex Place();

    private static string Read(string name)
    {
        using Stream resource = typeof(PageParts).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"The assembly lacks its resource report/{name}.");
        using StreamReader reader = new(resource);
        return reader.ReadToEnd();
    }
}

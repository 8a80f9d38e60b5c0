using System.Text;
using System.Text.RegularExpressions;

namespace Speech.Sdk.Tests.Docs;

/// <summary>Finds the C# snippets of a Markdown page.</summary>
internal static partial class MarkdownSnippets
{
    private const string Fence = "```";

    public static IEnumerable<Snippet> Of(string page, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        SortedSet<string> usings = new(StringComparer.Ordinal);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Fence + "csharp")
                continue;
            int end = Array.IndexOf(lines, Fence, i + 1);
            string[] code = lines[(i + 1)..end];
            string comments = CommentsBefore(lines, i);
            string context = Context().Match(comments).Groups[1].Value;
            Take(context.Split('\n'), usings);
            Take(code, usings);
            yield return new Snippet(page, i + 1, string.Join('\n', usings), Without(context.Split('\n')), Without(code), Said(NotRun().Match(comments)), Said(Prints().Match(comments)));
            i = end;
        }
    }

    // Comments follow each other directly, without a blank line; they may have several lines.
    private static string CommentsBefore(string[] lines, int fence)
    {
        int first = fence;
        while (first > 0 && lines[first - 1].EndsWith("-->", StringComparison.Ordinal))
        {
            do
                first--;
            while (!lines[first].StartsWith("<!--", StringComparison.Ordinal));
        }

        return string.Join('\n', lines[first..fence]);
    }

    private static void Take(IEnumerable<string> lines, SortedSet<string> usings) => usings.UnionWith(lines.Where(IsDirective));

    private static string Without(IEnumerable<string> lines)
    {
        StringBuilder code = new();
        foreach (string line in lines.Where(line => !IsDirective(line)))
            code.Append(line).Append('\n');
        return code.ToString();
    }

    private static string? Said(Match comment) => comment.Success ? comment.Groups[1].Value : null;

    private static bool IsDirective(string line) => Directive().IsMatch(line);

    [GeneratedRegex(@"^using (static )?[\w.]+;$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"<!-- csharp:\s*(.*?)\s*-->", RegexOptions.Singleline)]
    private static partial Regex Context();

    [GeneratedRegex(@"<!-- prints: (.*?) -->")]
    private static partial Regex Prints();

    [GeneratedRegex(@"<!-- not run:\s*(.*?)\s*-->", RegexOptions.Singleline)]
    private static partial Regex NotRun();
}

using System.CommandLine.Parsing;
using System.Text;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Docs;

/// <summary>Finds the calls of <c>speech</c> in the blocks of a Markdown page, as a shell would see them.</summary>
internal static class MarkdownCommands
{
    private const string Fence = "```", FromSource = "dotnet run -c Release --project tools/speech -- ";

    private static readonly string[] Starts = ["speech ", "$speech ", FromSource];

    /// <summary>The arguments of each call, and the line that it stands in.</summary>
    public static IEnumerable<(string Line, string[] Arguments)> Of(string page) =>
        from line in Lines(File.ReadAllText(Repository.Path(page)))
        from command in Commands(line)
        let start = Starts.FirstOrDefault(start => command.StartsWith(start, StringComparison.Ordinal))
        where start is not null
        select (line, CommandLineParser.SplitCommandLine(command[start.Length..]).ToArray());

    // A block of another language has it behind its fence; a line that ends in a backslash goes on in the next one.
    private static IEnumerable<string> Lines(string text)
    {
        bool inside = false, isShell = false;
        StringBuilder line = new();
        foreach (string part in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (part.StartsWith(Fence, StringComparison.Ordinal))
            {
                inside = !inside;
                isShell = inside && part is Fence or Fence + "sh";
                continue;
            }

            if (!isShell)
                continue;
            line.Append(part.TrimEnd('\\')).Append(' ');
            if (part.EndsWith('\\'))
                continue;
            yield return line.ToString().Trim();
            line.Clear();
        }
    }

    private static IEnumerable<string> Commands(string line)
    {
        int start = 0;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            quote = quote == line[i] ? '\0' : quote == '\0' && line[i] is '"' or '\'' ? line[i] : quote;
            bool comment = quote == '\0' && line[i] == '#' && (i == 0 || line[i - 1] == ' ');
            if (quote == '\0' && line[i] is '|' or ';' or '&' or '>' or '<' or '(' or ')' || comment)
            {
                yield return line[start..i].Trim();
                start = i + 1;
            }

            if (comment)
                yield break;
        }

        yield return line[start..].Trim();
    }
}

namespace Speech.Sdk.Tests.Docs;

/// <summary>A C# snippet of a page.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">Where its fence stands.</param>
/// <param name="Usings">The using directives of the page's snippets up to this one.</param>
/// <param name="Context">What the page leaves out: the code of the comment <c>&lt;!-- csharp: … --&gt;</c> before the fence.</param>
/// <param name="Code">What the reader sees, without using directives.</param>
/// <param name="NotRun">Why it is compiled only: the comment <c>&lt;!-- not run: … --&gt;</c>; null where it runs.</param>
/// <param name="Prints">How what it prints begins: the comment <c>&lt;!-- prints: … --&gt;</c>; null where nothing is said.</param>
public sealed record Snippet(string Page, int Line, string Usings, string Context, string Code, string? NotRun, string? Prints)
{
    public override string ToString() => $"{Page}:{Line}";
}

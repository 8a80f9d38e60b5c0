using System.Text.RegularExpressions;

namespace Speech.Sdk.Models.Hub;

/// <summary>A repository of the hub, <c>org/name</c>, with the revision that was asked for.</summary>
internal sealed partial record HubId(string Repository, string Revision)
{
    public const string DefaultRevision = "main";

    /// <summary>Whether the revision is a commit, whose files never change.</summary>
    public bool IsPinned => IsCommit(Revision);

    /// <summary>What the cache calls the repository's folder.</summary>
    public string FolderName => FolderPrefix + Repository.Replace("/", Separator, StringComparison.Ordinal);

    private const string FolderPrefix = "models--";
    private const string Separator = "--";

    /// <summary>Whether a text is a commit's hash.</summary>
    public static bool IsCommit(string? text) => text is not null && Commit().IsMatch(text);

    /// <summary>The repository of a model that is to be had from the hub; null for what cannot be one.</summary>
    /// <param name="model">What the model was called.</param>
    /// <param name="options">The revision, where it is not given with the name.</param>
    /// <exception cref="InvalidOptionException">There is no such revision anywhere, or two are given.</exception>
    public static HubId? Of(string model, HubOptions options)
    {
        string[] parts = model.Split('@', 2);
        if (Parse(parts[0], null) is not { Repository: var repository })
            return null;
        if (parts.Length > 1 && options.Revision is { } other && other != parts[1])
            throw new InvalidOptionException($"{model} names the revision '{parts[1]}' and Revision is '{other}'; give one of them.");
        return Parse(model, options.Revision)
            ?? throw new InvalidOptionException($"'{(parts.Length > 1 ? parts[1] : options.Revision)}' is no revision of {repository}; expected a branch, a tag or a commit, such as main, v1.0 or refs/pr/1.");
    }

    /// <summary>Reads <c>org/name</c> or <c>org/name@revision</c>; null for what cannot be a repository, such as a path.</summary>
    /// <param name="text">What the model was called.</param>
    /// <param name="revision">The revision where the text names none; null: main.</param>
    public static HubId? Parse(string text, string? revision)
    {
        string[] parts = text.Split('@', 2);
        bool isRepository = Repositories().IsMatch(parts[0]) && !parts[0].Contains("--", StringComparison.Ordinal) && !parts[0].Contains("..", StringComparison.Ordinal);
        string asked = parts.Length > 1 ? parts[1] : revision ?? DefaultRevision;
        return isRepository && Revisions().IsMatch(asked) && !asked.Contains("..", StringComparison.Ordinal) ? new HubId(parts[0], asked) : null;
    }

    /// <summary>The repository whose snapshot a folder is; null where it is none.</summary>
    public static string? RepositoryOf(string snapshot)
    {
        string? parent = Path.GetDirectoryName(snapshot);
        return Path.GetFileName(parent) == HubCache.Snapshots ? RepositoryOfFolder(Path.GetFileName(Path.GetDirectoryName(parent))) : null;
    }

    /// <summary>The repository whose folder in the cache has this name; null where it is that of none.</summary>
    public static string? RepositoryOfFolder(string? name) =>
        name?.StartsWith(FolderPrefix, StringComparison.Ordinal) == true ? name[FolderPrefix.Length..].Replace(Separator, "/", StringComparison.Ordinal) : null;

    public override string ToString() => Revision == DefaultRevision ? Repository : $"{Repository}@{Revision}";

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}\z", RegexOptions.ECMAScript)]
    private static partial Regex Repositories();

    [GeneratedRegex(@"^[\w][\w./-]*\z", RegexOptions.ECMAScript)]
    private static partial Regex Revisions();

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Commit();
}

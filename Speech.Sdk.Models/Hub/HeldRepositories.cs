namespace Speech.Sdk.Models.Hub;

/// <summary>The repositories of a Hugging Face cache, whatever they hold and whoever put them there.</summary>
internal static class HeldRepositories
{
    /// <summary>Each by the branches and tags that were asked for, and by the commits that none of them names any more.</summary>
    /// <param name="root">The cache.</param>
    public static IEnumerable<HubId> Of(string root) => Below(root).SelectMany(folder => HubId.RepositoryOfFolder(Path.GetFileName(folder)) is { } repository ? Of(root, folder, repository) : []);

    private static IEnumerable<HubId> Of(string root, string folder, string repository)
    {
        string refs = Path.Combine(folder, "refs");
        HubId[] named = !Directory.Exists(refs) ? [] :
        [
            .. Directory.EnumerateFiles(refs, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(refs, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal).Select(revision => HubId.Parse(repository, revision)).OfType<HubId>(),
        ];
        return named.Concat(Below(Path.Combine(folder, HubCache.Snapshots)).Select(snapshot => Path.GetFileName(snapshot)).Where(HubId.IsCommit)
            .Except(named.Select(id => new HubCache(root, id).KnownCommit())).Select(commit => HubId.Parse(repository, commit)).OfType<HubId>());
    }

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
}

using Speech.Sdk.Models.Conversion;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Hub;

/// <summary>Gets what a model needs of a repository into the cache, and nothing that is there already.</summary>
internal sealed class HubSnapshots(HubClient client, HubOptions options, HubId id)
{
    private readonly HubSettings _settings = client.Settings;
    private readonly HubCache _cache = new(client.Settings.CacheFolder, id);

    private bool CanConvert => options.Converter is not null;

    /// <summary>The commit whose files are here in full; asks nobody. Null where some are missing or the revision is unknown.</summary>
    public string? FindHere() =>
        _cache.KnownCommit() is { } commit && FilesHere(commit).LooksWhole(CanConvert, options.Languages, path => _cache.Read(commit, path)) ? commit : null;

    public string FolderOf(string commit) => _cache.SnapshotOf(commit);

    /// <summary>What the commit's conversions are known by.</summary>
    public string IdentityOf(string commit) => CheckpointIdentity.OfCommit(id.Repository, commit, FolderOf(commit));

    /// <summary>The commit, whose files are here then: without a request where what is here is enough, else with one that says what is the newest.</summary>
    /// <exception cref="HubException">The files cannot be had.</exception>
    /// <exception cref="ModelFolderException">The repository holds no model that can be loaded.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        string? here = FindHere();
        if (here is not null && (_settings.Offline || IsEnough(here)))
            return here;
        if (_settings.Offline)
            throw new HubException($"{id} is not in {_settings.CacheFolder}, or not whole, nor is there a folder of this name here, and the hub must not be asked (HF_HUB_OFFLINE). Run 'speech pull {id}' where there is a network, or copy the folder {id.FolderName} there.");
        try
        {
            return await DownloadAsync(isHere: here is not null, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException e) when (here is not null && e.InnerException is not RevisionMissingException)
        {
            options.Note?.Invoke($"{(e.InnerException is TransientHubException ? $"{id}: {e.InnerException.Message}" : e.Message.TrimEnd('.'))}; the one that is here is taken, which may not be the newest.");
            return here;
        }
    }

    private RepositoryFiles FilesHere(string commit) => new(_cache.FilesOf(commit), _cache.AbsentOf(commit));

    /// <summary>
    /// Whether nobody has to be asked. A commit's files never change, but the repository may hold graphs beside weights, or the other way round, of which only one was
    /// needed before. Without a converter, what was converted before is as good as graphs.
    /// </summary>
    private bool IsEnough(string commit)
    {
        ModelFiles files = ModelFiles.Of(FolderOf(commit));
        return (id.IsPinned && (CanConvert ? files.IsExported || files.IsCheckpoint : files.HasGraphs))
            || (!CanConvert && ConversionCache.Of(options).Find(IdentityOf(commit)) is not null);
    }

    private async Task<string> DownloadAsync(bool isHere, CancellationToken cancellationToken)
    {
        // With something to fall back on, one attempt is enough, and a network without an answer keeps nobody waiting for long.
        HubClient asking = isHere ? client.With(_settings.Limits.Hurried()) : client;
        HubRevision revision = await new RevisionReader(asking, id).ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await DownloadAsync(revision, cancellationToken).ConfigureAwait(false);
            _cache.Remember(revision.Commit);
            return revision.Commit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{_settings.CacheFolder}: {id} cannot be kept there ({e.Message.TrimEnd('.')}). Make room or set HF_HOME to a folder that can be written.", e);
        }
    }

    private async Task DownloadAsync(HubRevision revision, CancellationToken cancellationToken)
    {
        RepositoryFiles files = new(revision.Files.Select(file => file.Path));
        RepositoryModel.Check(files, id, options, () => ConversionCache.Of(options).Precisions(IdentityOf(revision.Commit)));
        await FetchAsync(revision, files.Guides, progress: null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> needed = files.Needed(CanConvert, options.Languages, path => _cache.Read(revision.Commit, path));
        if (needed.FirstOrDefault(path => revision.Files.All(file => file.Path != path)) is { } missing)
            throw new ModelFolderException($"{id}: {(files.Model.IsExported ? "speech.json" : "config.json or the index of weights")} names {missing}, which the repository does not hold. Ask its author, or take another revision.");
        foreach (string path in files.Absent(path => _cache.Read(revision.Commit, path)))
            _cache.RememberAbsent(revision.Commit, path);
        await FetchAsync(revision, needed, options.Progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task FetchAsync(HubRevision revision, IEnumerable<string> paths, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        List<HubFile> missing = [];
        foreach (HubFile listed in paths.Select(path => revision.Files.First(file => file.Path == path)))
        {
            if (_cache.Has(revision.Commit, listed))
                continue;
            missing.Add(listed is { Size: not null, Hash: not null } ? listed : await new RevisionReader(client, id).CompleteAsync(listed, revision.Commit, cancellationToken).ConfigureAwait(false));
        }

        RequireSpace(missing);
        DownloadCounter counter = new(progress, missing.Sum(file => file.Size!.Value));
        foreach (IGrouping<int, HubFile> rank in missing.GroupBy(file => RepositoryFiles.Rank(file.Path)).OrderBy(rank => rank.Key))
            await FetchAsync(rank, revision.Commit, counter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Small files together, then large ones, each of which is several requests.</summary>
    private async Task FetchAsync(IEnumerable<HubFile> files, string commit, DownloadCounter counter, CancellationToken cancellationToken)
    {
        ILookup<bool, HubFile> isSmall = files.ToLookup(file => file.Size <= _settings.Limits.PartBytes);
        ParallelOptions together = new() { MaxDegreeOfParallelism = _settings.Limits.Connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(isSmall[true], together, async (file, stop) => await GetAsync(file, commit, counter, stop).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (HubFile file in isSmall[false])
            await GetAsync(file, commit, counter, cancellationToken).ConfigureAwait(false);
    }

    private async Task GetAsync(HubFile file, string commit, DownloadCounter counter, CancellationToken cancellationToken)
    {
        string blob = _cache.BlobOf(file.Hash!);
        string held = _cache.LockOf(file.Hash!);
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        Directory.CreateDirectory(Path.GetDirectoryName(held)!);
        using FolderLock mine = await FolderLock.AcquireAsync(
            held, () => options.Note?.Invoke($"{id}: waiting for another process that downloads {file.Path}."), cancellationToken).ConfigureAwait(false);
        bool isHere = _cache.HasBlob(file) || _cache.Has(commit, file);
        if (isHere)
        {
            counter.Add(file.Path, file.Size!.Value);
        }
        else
        {
            string partial = _cache.PartialOf(file.Hash!);
            await new BlobDownload(client, id, commit, file, bytes => counter.Add(file.Path, bytes)).RunAsync(partial, cancellationToken).ConfigureAwait(false);
            File.Move(partial, blob, overwrite: true);
        }

        _cache.Link(commit, file, isNew: !isHere);
    }

    private void RequireSpace(List<HubFile> missing)
    {
        long needed = missing.Where(file => !_cache.HasBlob(file)).Sum(file => file.Size!.Value - _cache.PartOf(file));
        if (needed == 0)
            return;
        Directory.CreateDirectory(_settings.CacheFolder);
        if (_settings.Limits.FreeBytes(_settings.CacheFolder) is { } free && free < needed)
            throw new HubException($"{id}: {Megabytes(needed)} are to be downloaded and {Megabytes(free)} are free in {_settings.CacheFolder}. Make room, or set HF_HOME to a folder that has it.");
    }

    private static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e6):0} MB");
}

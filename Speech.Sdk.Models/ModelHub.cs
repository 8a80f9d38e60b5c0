using Speech.Sdk.Models.Catalogue;
using Speech.Sdk.Models.Conversion;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Hub;

namespace Speech.Sdk.Models;

/// <summary>Gets models onto this machine: downloads repositories of the Hugging Face hub and converts checkpoints, each once.</summary>
public static class ModelHub
{
    // One for the process, so that connections are kept; it lives as long as that.
    private static readonly Lazy<HttpMessageInvoker> Http = new(() => new HttpMessageInvoker(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(20),
    }));

    /// <summary>
    /// Makes a model ready to be loaded. A repository (<c>org/name</c>, <c>org/name@revision</c>) is downloaded as far as it is not here and converted where it
    /// holds no graphs, or where it holds weights too and there is a converter; a folder with a checkpoint is converted; names and folders of graphs are given back.
    /// What is interrupted is gone on with the next time. Every file is checked against the hub's hash.
    /// </summary>
    /// <exception cref="HubException">The hub cannot be reached, refuses, or sends something else than it announced; or the disk is full.</exception>
    /// <exception cref="ModelFolderException">There is no such model, or it cannot be converted.</exception>
    /// <exception cref="InvalidOptionException">An option or environment variable does not fit.</exception>
    public static async Task<PulledModel> PullAsync(string model, HubOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new HubOptions();
        if (ModelCatalogue.IsEmbedded(model))
        {
            RequireNoHubOptions($"{model} comes with the SDK", options);
            return new PulledModel(model, model, IsConverted: false);
        }

        if (Directory.Exists(model))
        {
            RequireNoHubOptions($"{model} is a folder here", options);
            // Whoever names a folder that holds graphs means them, whatever lies beside them.
            string? converted = ModelFiles.Of(model).ToBeConverted(hasConverter: false)
                ? await ConversionCache.Of(options).GetAsync(model, CheckpointIdentity.OfFolder(model), model, cancellationToken).ConfigureAwait(false)
                : null;
            return new PulledModel(converted ?? model, ModelName.Of(model), IsConverted: converted is not null);
        }

        return RepositoryOf(model, options) is { } id
            ? await PullAsync(id, options, cancellationToken).ConfigureAwait(false)
            : throw new ModelFolderException(
                $"'{model}' is neither a model's name, nor a folder, nor a repository; expected {string.Join(", ", ModelCatalogue.Entries.Where(entry => entry.IsEmbedded).Select(entry => entry.Name))}, a folder of exported graphs or of a checkpoint, or ORG/NAME of the Hugging Face hub.");
    }

    /// <summary>What of a repository is here; asks nobody.</summary>
    public static LocalModel Find(string repository, HubOptions? options = null)
    {
        options ??= new HubOptions();
        return HubId.Parse(repository, options.Revision) is { } id ? LookFor(id, Client(options), options) : new LocalModel(repository, null, []);
    }

    /// <summary>
    /// The models of the Hugging Face cache that load without a download: those that were converted, and those whose graphs are run as they are. What else other programs keep there is left
    /// out. Asks nobody.
    /// </summary>
    public static IReadOnlyList<LocalModel> List(HubOptions? options = null)
    {
        options ??= new HubOptions();
        HubClient client = Client(options);
        return [.. HeldRepositories.Of(client.Settings.CacheFolder).Select(id => LookFor(id, client, options))
            .Where(model => model.Converted.Count > 0 || (model.Folder is { } folder && ModelFamilies.Knows(folder)))];
    }

    private static LocalModel LookFor(HubId id, HubClient client, HubOptions options)
    {
        HubSnapshots snapshots = new(client, options, id);
        return snapshots.FindHere() is { } commit
            ? new LocalModel(id.ToString(), snapshots.FolderOf(commit), ConversionCache.Of(options).Precisions(snapshots.IdentityOf(commit)))
            : new LocalModel(id.ToString(), null, []);
    }

    /// <summary>The repository that is meant, unless it rather is a path that is wrong: nothing of this machine should be asked for elsewhere.</summary>
    private static HubId? RepositoryOf(string model, HubOptions options)
    {
        if (File.Exists(model))
            throw new ModelFolderException($"'{model}' is a file; expected a folder of exported graphs or of a checkpoint, or ORG/NAME of the Hugging Face hub.");
        HubId? id = HubId.Of(model, options);
        if (id is null || model.Contains('@', StringComparison.Ordinal) || options.Revision is not null)
            return id;
        string[] parts = model.Split('/');
        return !Directory.Exists(parts[0])
            ? id
            : throw new ModelFolderException($"'{model}': there is a folder '{parts[0]}' here without '{parts[1]}' in it. Check the path; for the hub's repository write {model}@{HubId.DefaultRevision}.");
    }

    private static void RequireNoHubOptions(string what, HubOptions options)
    {
        if (options.Revision is { } revision)
            throw new InvalidOptionException($"Revision is '{revision}', but {what}; only repositories of the hub have revisions.");
        if (options.Languages.Count > 0)
            throw new InvalidOptionException($"Languages is {string.Join(',', options.Languages)}, but {what}; only repositories of the hub have languages to be downloaded.");
    }

    private static async Task<PulledModel> PullAsync(HubId id, HubOptions options, CancellationToken cancellationToken)
    {
        HubSnapshots snapshots = new(Client(options), options, id);
        string commit = await snapshots.GetAsync(cancellationToken).ConfigureAwait(false);
        string folder = snapshots.FolderOf(commit);
        string? converted = ModelFiles.Of(folder).ToBeConverted(options.Converter is not null)
            ? await ConversionCache.Of(options).GetAsync(folder, snapshots.IdentityOf(commit), id.ToString(), cancellationToken).ConfigureAwait(false)
            : null;
        return new PulledModel(converted ?? folder, id.Repository, IsConverted: converted is not null);
    }

    private static HubClient Client(HubOptions options) =>
        new(HubSettings.Of(options), options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : Http.Value, options.Note);
}

using Speech.Sdk.Models.Conversion;

namespace Speech.Sdk.Models.Hub;

/// <summary>
/// The Hugging Face cache's layout of one repository: <c>blobs</c> named by hash, <c>snapshots</c> of links to them by commit, and <c>refs</c>, which say the commit of a
/// branch or tag. Shared with every program that uses it.
/// </summary>
/// <param name="root">The cache.</param>
/// <param name="id">The repository.</param>
/// <param name="makeLink">Makes a link at a place to a path; null: as the system does.</param>
internal sealed class HubCache(string root, HubId id, Action<string, string>? makeLink = null)
{
    public const string Snapshots = "snapshots";

    private readonly Action<string, string> _makeLink = makeLink ?? ((place, target) => File.CreateSymbolicLink(place, target));
    private readonly string _folder = Path.Combine(root, id.FolderName);

    /// <summary>The folder of a commit's files.</summary>
    public string SnapshotOf(string commit) => Path.Combine(_folder, Snapshots, commit);

    public string BlobOf(string hash) => Path.Combine(_folder, "blobs", hash);

    /// <summary>The file whose lock keeps others from downloading the same blob.</summary>
    public string LockOf(string hash) => Path.Combine(root, ".locks", id.FolderName, hash + ".lock");

    /// <summary>The commit that the revision was when it was last asked for; null where it never was.</summary>
    public string? KnownCommit()
    {
        if (id.IsPinned)
            return id.Revision;
        string file = RefFile();
        return File.Exists(file) && File.ReadAllText(file).Trim() is var commit && HubId.IsCommit(commit) ? commit : null;
    }

    /// <summary>Remembers the revision's commit.</summary>
    public void Remember(string commit)
    {
        if (id.IsPinned || KnownCommit() == commit)
            return;
        string file = RefFile();
        WriteIfAllowed(file, () =>
        {
            string written = $"{file}.{Guid.NewGuid():N}.tmp";
            File.WriteAllText(written, commit);
            File.Move(written, file, overwrite: true);
        });
    }

    /// <summary>The paths of the files of a commit that are here.</summary>
    public IReadOnlyList<string> FilesOf(string commit)
    {
        string snapshot = SnapshotOf(commit);
        // A link may point to a blob that was deleted.
        return !Directory.Exists(snapshot) ? [] :
        [
            .. Directory.EnumerateFiles(snapshot, "*", SearchOption.AllDirectories).Where(path => LengthOf(path) is not null)
                .Select(path => Path.GetRelativePath(snapshot, path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Files that are known not to belong to a commit; huggingface_hub keeps an empty file for each, too.</summary>
    public IReadOnlyList<string> AbsentOf(string commit) => !Directory.Exists(AbsenceOf(commit)) ? []
        : [.. Directory.EnumerateFiles(AbsenceOf(commit), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(AbsenceOf(commit), path).Replace(Path.DirectorySeparatorChar, '/'))];

    /// <summary>Remembers that a file does not belong to a commit.</summary>
    public void RememberAbsent(string commit, string path)
    {
        string file = Path.Combine(AbsenceOf(commit), path.Replace('/', Path.DirectorySeparatorChar));
        if (!File.Exists(file))
            WriteIfAllowed(file, () => File.WriteAllBytes(file, []));
    }

    /// <summary>What a small file of a commit holds; null where it is not here.</summary>
    public byte[]? Read(string commit, string path) => LengthOf(PlaceOf(commit, path)) is null ? null : File.ReadAllBytes(PlaceOf(commit, path));

    /// <summary>Whether a commit's file is here in full.</summary>
    public bool Has(string commit, HubFile file) => IsWhole(PlaceOf(commit, file.Path), file.Size);

    /// <summary>Whether the file is here as a blob, perhaps of another commit.</summary>
    public bool HasBlob(HubFile file) => IsWhole(BlobOf(file.Hash!), file.Size);

    /// <summary>Bytes that an interrupted download left.</summary>
    public long PartOf(HubFile file) => new FileInfo(PartialOf(file.Hash!)) is { Exists: true } partial ? Math.Min(partial.Length, file.Size ?? 0) : 0;

    public string PartialOf(string hash) => BlobOf(hash) + ".incomplete";

    /// <summary>Puts a blob where a commit's file belongs: a relative link, or, where the system allows none, the file itself.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="file">The file.</param>
    /// <param name="isNew">Whether no other commit has the blob, so that it can be moved rather than copied.</param>
    /// <exception cref="IOException">There is no room for a copy; nothing of it is left.</exception>
    public void Link(string commit, HubFile file, bool isNew)
    {
        string place = PlaceOf(commit, file.Path);
        string blob = BlobOf(file.Hash!);
        if (IsWhole(place, file.Size))
            return;
        string folder = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(folder);
        string written = $"{place}.{Guid.NewGuid():N}.tmp";
        try
        {
            _makeLink(written, Path.GetRelativePath(folder, blob));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // As huggingface_hub does on Windows without developer mode.
            if (isNew)
                written = blob;
            else
                Copy(blob, written);
        }

        File.Move(written, place, overwrite: true);
    }

    private static void WriteIfAllowed(string file, Action write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !DiskFull.Is(e))
        {
            // What is remembered spares a question the next time; a cache that can only be read does without.
        }
    }

    private static void Copy(string blob, string copy)
    {
        try
        {
            File.Copy(blob, copy);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    private static bool IsWhole(string path, long? size) => LengthOf(path) is { } length && (size is null || length == size);

    // File.Exists says yes of a link to nothing.
    private static long? LengthOf(string path)
    {
        FileInfo file = new(path);
        FileSystemInfo? target = file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true) : null;
        FileInfo real = target as FileInfo ?? file;
        return real.Exists ? real.Length : null;
    }

    private string PlaceOf(string commit, string path) => Path.Combine(SnapshotOf(commit), path.Replace('/', Path.DirectorySeparatorChar));

    private string AbsenceOf(string commit) => Path.Combine(_folder, ".no_exist", commit);

    private string RefFile() => Path.Combine(_folder, "refs", id.Revision.Replace('/', Path.DirectorySeparatorChar));
}

namespace Speech.Sdk.Models.Conversion;

/// <summary>
/// Converts a checkpoint once and keeps the model folder, <c>models/IDENTITY-PRECISION-CONVERTER</c>; several processes may ask at the same time.
/// </summary>
internal sealed class ConversionCache(string root, HubOptions options)
{
    private const int ConverterDigits = 12;
    private readonly string _models = Path.Combine(root, "models");

    /// <summary>Where converted checkpoints are kept.</summary>
    public static ConversionCache Of(HubOptions options) => new(options.ConvertedFolder ?? CacheFolder.Find(options.Variable), options);

    private ModelPrecision Precision => options.Precision ?? ModelPrecision.Fp32;

    /// <summary>The model folder of a checkpoint, made now if it is not there.</summary>
    /// <param name="checkpoint">The folder to convert.</param>
    /// <param name="identity">Tells the checkpoint from others.</param>
    /// <param name="name">What the user calls it.</param>
    /// <param name="cancellationToken">Stops waiting or converting.</param>
    public async Task<string> GetAsync(string checkpoint, string identity, string name, CancellationToken cancellationToken)
    {
        if (options.Converter is not { } converter)
            return Find(identity) ?? throw Hub.RepositoryModel.NeedsConverter(name, options.Precision, Precisions(identity));
        string folder = FolderOf(identity, converter.Version);
        if (Directory.Exists(folder))
            return folder;
        try
        {
            Directory.CreateDirectory(_models);
            using FolderLock held = await FolderLock.AcquireAsync(
                folder + ".lock", () => options.Note?.Invoke($"{name}: waiting for another process that converts it."), cancellationToken).ConfigureAwait(false);
            if (Directory.Exists(folder))
                return folder;
            options.Note?.Invoke($"{name}: converting to {PrecisionName(Precision)} graphs, once; they are kept in {folder}.");
            await BuildAsync(folder, model => converter.ConvertAsync(checkpoint, model, Precision, options.ConversionProgress, cancellationToken)).ConfigureAwait(false);
            return folder;
        }
        catch (Exception exception) when (DiskFull.Is(exception))
        {
            throw new SpeechException($"{_models}: the disk is full, so {name} could not be converted; nothing of it is left. Make room there, or set SPEECH_CACHE to a folder with more, and try again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{_models}: {name} could not be converted there ({exception.Message.TrimEnd('.')}). Check that the checkpoint can be read, and set SPEECH_CACHE to a folder that can be written.", exception);
        }
    }

    /// <summary>The newest model folder of a checkpoint in the precision, or in any where none is given, whatever converter made it; null where there is none.</summary>
    public string? Find(string identity) =>
        (options.Precision is { } precision ? Made(identity, precision) : Enum.GetValues<ModelPrecision>().SelectMany(any => Made(identity, any))).MaxBy(Directory.GetLastWriteTimeUtc);

    /// <summary>The precisions in which a checkpoint is there.</summary>
    public ModelPrecision[] Precisions(string identity) => [.. Enum.GetValues<ModelPrecision>().Where(precision => Made(identity, precision).Any())];

    /// <summary>The folder of a conversion.</summary>
    internal string FolderOf(string identity, string version) =>
        Path.Combine(_models, $"{identity}-{PrecisionName(Precision)}-{version[..Math.Min(ConverterDigits, version.Length)]}");

    internal const string Building = ".building";

    internal static string PrecisionName(ModelPrecision precision) => precision.ToString().ToLowerInvariant();

    private IEnumerable<string> Made(string identity, ModelPrecision precision) => !Directory.Exists(_models) ? []
        : Directory.EnumerateDirectories(_models, $"{identity}-{PrecisionName(precision)}-*").Where(folder => !folder.EndsWith(Building, StringComparison.Ordinal));

    // The folder appears by a rename, so that one that is there is whole. What a killed process left goes with the next attempt.
    private static async Task BuildAsync(string folder, Func<string, Task> build)
    {
        string building = folder + Building;
        DeleteIfThere(building);
        Directory.CreateDirectory(building);
        try
        {
            string model = Path.Combine(building, "model");
            await build(model).ConfigureAwait(false);
            Directory.Move(model, folder);
        }
        finally
        {
            DeleteIfThere(building);
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

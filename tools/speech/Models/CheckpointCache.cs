namespace Speech.Cli.Models;

/// <summary>Converts a checkpoint once and keeps the model folder; several processes may ask at the same time.</summary>
internal sealed class CheckpointCache(string root, ICheckpointConverter converter, Action<string> note)
{
    public async Task<string> GetAsync(string checkpoint, ModelPrecision precision, CancellationToken cancellationToken)
    {
        string models = Path.Combine(root, "models");
        string folder = Path.Combine(models, CheckpointFolder.Key(checkpoint, precision, converter.Version));
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(models);
        using FolderLock held = await FolderLock.AcquireAsync(
            folder + ".lock", () => note($"{checkpoint}: waiting for another process that converts it."), cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(folder))
            return folder;
        NewFolder.DeleteLeftovers(folder);
        note($"{checkpoint}: converting to {precision.Name()} graphs, once; they are kept in {folder}.");
        await NewFolder.BuildAsync(folder, building => converter.ConvertAsync(checkpoint, building, precision, cancellationToken)).ConfigureAwait(false);
        return folder;
    }
}
